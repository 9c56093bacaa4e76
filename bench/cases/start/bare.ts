import 'reflect-metadata'
import { once } from 'node:events'
import { fastify } from 'fastify'
import { Database } from 'sqlite3'
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'
import { listen } from '../listen'

/** TypeORM is loaded and knows an entity; it has no driver for sqlite3, so the row is read without it. */
@Entity()
class Article {
  @PrimaryGeneratedColumn() id!: number
  @Column() title!: string
}

export async function start() {
  const database = new Database(':memory:')
  await once(database, 'open')
  const run = (sql: string) => new Promise<unknown>((resolve) => database.run(sql, resolve))
  await run('CREATE TABLE article (id INTEGER PRIMARY KEY AUTOINCREMENT, title VARCHAR NOT NULL)')
  await run(`INSERT INTO article (title) VALUES ('Nuages')`)
  const read = database.prepare('SELECT id, title FROM article WHERE id = ?')

  const app = fastify()
  app.get<{ Params: { id: string } }>('/articles/:id', ({ params }) => {
    return new Promise<Article>((resolve, reject) => {
      read.get<Article>(Number(params.id), (error, row) => (error ? reject(error) : resolve(row!)))
    })
  })
  return listen(app)
}
