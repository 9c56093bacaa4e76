export const createTable =
  'CREATE TABLE article (id INTEGER PRIMARY KEY AUTOINCREMENT, title VARCHAR NOT NULL)'

export const insertRow = `INSERT INTO article (title) VALUES ('Nuages')`
