import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Database } from 'sqlite3'

const ROWS = 1_000
const AUTHORS = 50

const TABLES = `
CREATE TABLE author (id INTEGER PRIMARY KEY AUTOINCREMENT, name VARCHAR NOT NULL);
CREATE TABLE post (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  title VARCHAR NOT NULL,
  slug VARCHAR NOT NULL,
  body TEXT NOT NULL,
  views INTEGER NOT NULL,
  "isPublished" BOOLEAN NOT NULL,
  "publishedAt" DATETIME NOT NULL,
  "authorId" INTEGER NOT NULL REFERENCES author (id)
);
CREATE TABLE hit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name VARCHAR NOT NULL,
  value INTEGER NOT NULL,
  "createdAt" DATETIME NOT NULL
);
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${AUTHORS})
INSERT INTO author (name) SELECT 'Author ' || i FROM n;
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${ROWS})
INSERT INTO post (title, slug, body, views, "isPublished", "publishedAt", "authorId")
SELECT 'Post ' || i, 'post-' || i, substr('Clouds move over the town. The river is slow. ' || hex(i) || hex(zeroblob(60)), 1, 160),
  i * 3, i % 4 > 0, strftime('%Y-%m-%d %H:%M:%f', 1700000000 + i * 977, 'unixepoch'), 1 + i % ${AUTHORS} FROM n;
PRAGMA journal_mode = WAL`

/** A new database file with rows; it is gone when the process ends. */
export function newDatabase(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'nuages-bench-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'db.sqlite3')
  return new Promise((resolve, reject) => {
    const database = new Database(file)
    database.exec(TABLES, (error) => {
      if (error !== null) return reject(error)
      database.close(() => resolve(file))
    })
  })
}

export const hitSchema = {
  type: 'object',
  required: ['name', 'value'],
  additionalProperties: false,
  properties: { name: { type: 'string' }, value: { type: 'integer' } }
} as const

export interface NewHit {
  readonly name: string
  readonly value: number
}
