import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SqliteDatabase } from '../../../src/models/sqlite/database'
import { readRows } from '../../../src/models/sqlite/read'
import { writeRows } from '../../../src/models/sqlite/write'

const folder = mkdtempSync(join(tmpdir(), 'lone-writes-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const SCHEMA = `
CREATE TABLE owner (id INTEGER PRIMARY KEY);
CREATE TABLE item (
  id INTEGER PRIMARY KEY,
  name TEXT UNIQUE,
  owner INTEGER REFERENCES owner (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE TRIGGER refuse BEFORE INSERT ON item WHEN NEW.name = 'rollback'
BEGIN SELECT RAISE(ROLLBACK, 'rolled back'); END`

let count = 0

describe.each(['sqlite3', 'better-sqlite3'] as const)('%s', (name) => {
  let database: SqliteDatabase
  let statements: string[]

  beforeEach(async () => {
    const file = join(folder, `${++count}.sqlite3`)
    database = new SqliteDatabase({ database: file, package: name, acquireTimeout: 300 })
    await database.open()
    const connection = await database.writers.acquire()
    await connection.exec(SCHEMA)
    statements = []
    const { run } = connection
    connection.run = (sql, values) => {
      statements.push(sql.split(' ')[0]!)
      return run.call(connection, sql, values)
    }
    database.writers.release(connection)
  })
  afterEach(() => database.close())

  const onError = () => undefined
  const insert = (title: string, owner: number | null = null) =>
    writeRows(database, {
      sql: 'INSERT INTO item (name, owner) VALUES (?, ?)',
      parameters: [title, owner],
      returnsRows: false,
      onError
    })
  const names = async () => {
    const sql = 'SELECT name FROM item ORDER BY name'
    return (await readRows(database, { sql, parameters: [], onError })).map((row) => row['name'])
  }
  const outcomes = async (writes: readonly Promise<unknown>[]) =>
    (await Promise.allSettled(writes)).map(({ status }) => status === 'fulfilled')

  it('commits those together that wait at the same time', async () => {
    const written = await Promise.all(['a', 'b', 'c', 'd'].map((title) => insert(title)))
    expect(statements).toEqual(['INSERT', 'BEGIN', 'INSERT', 'INSERT', 'INSERT', 'COMMIT'])
    expect(written.map(({ affected, lastId }) => [affected, lastId])).toEqual([
      [1, 1],
      [1, 2],
      [1, 3],
      [1, 4]
    ])
    expect(await names()).toEqual(['a', 'b', 'c', 'd'])
  })

  it('gives a writer that is alone no transaction', async () => {
    await insert('a')
    await insert('b')
    expect(statements).toEqual(['INSERT', 'INSERT'])
  })

  it('answers with rows where they are asked for', async () => {
    const sql = 'INSERT INTO item (name) VALUES (?) RETURNING id, name'
    const write = (title: string) =>
      writeRows(database, { sql, parameters: [title], returnsRows: true, onError })
    const [, second] = await Promise.all([write('a'), write('b'), write('c')])
    expect(second).toEqual({ rows: [{ id: 2, name: 'b' }], affected: 1, lastId: undefined })
  })

  it.each([
    ['breaks a constraint', ['a', 'b', 'x', 'x', 'c'], [true, true, true, false, true]],
    ['ends the transaction', ['a', 'b', 'rollback', 'c', 'd'], [true, true, false, true, true]],
    ['is the last', ['a', 'b', 'c', 'rollback'], [true, true, true, false]],
    ['is the first of several', ['a', 'rollback', 'rollback', 'b'], [true, false, false, true]]
  ])('stores the others once where one %s', async (_case, titles, expected) => {
    expect(await outcomes(titles.map((title) => insert(title)))).toEqual(expected)
    const stored = titles.filter((_title, index) => expected[index])
    expect(await names()).toEqual([...stored].sort())
  })

  it('stores the others where one breaks a constraint that is looked at in the end', async () => {
    const writes = [insert('a'), insert('b'), insert('c', 99), insert('d')]
    expect(await outcomes(writes)).toEqual([true, true, false, true])
    expect(await names()).toEqual(['a', 'b', 'd'])
  })

  it('lets in whoever waits to have the connection alone', async () => {
    const writes = Array.from({ length: 100 }, (_, index) => insert(`t${index}`))
    const alone = await database.writers.acquire()
    const before = (await names()).length
    database.writers.release(alone)
    await Promise.all(writes)
    expect(before).toBeLessThan(100)
    expect(await names()).toHaveLength(100)
  })

  it('tells who has waited too long, and goes on waiting with who came later', async () => {
    const alone = await database.writers.acquire()
    const early = insert('early')
    setTimeout(() => late.push(insert('late')), 200)
    const late: Promise<unknown>[] = []
    await expect(early).rejects.toMatchObject({ code: 'MODEL_WRITE_TIMEOUT' })
    database.writers.release(alone)
    await Promise.all(late)
    expect(await names()).toEqual(['late'])
  })
})
