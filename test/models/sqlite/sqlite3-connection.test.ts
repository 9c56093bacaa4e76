import type { SqliteConnection } from '../../../src/models/sqlite/connection'
import { Sqlite3Connection } from '../../../src/models/sqlite/sqlite3-connection'

let connection: SqliteConnection
beforeEach(async () => {
  connection = await Sqlite3Connection.open({
    file: ':memory:',
    busyTimeout: 100,
    statementCacheSize: 3
  })
  await connection.exec(
    'CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT); CREATE TABLE u (a UNIQUE)'
  )
})
afterEach(() => connection.close())

it('runs, reads and tells what changed', async () => {
  expect(await connection.run('INSERT INTO t (a) VALUES (?), (?)', ['x', 'y'])).toEqual({
    affected: 2,
    lastId: 2
  })
  expect(await connection.all('SELECT * FROM t', [])).toEqual([
    { id: 1, a: 'x' },
    { id: 2, a: 'y' }
  ])
})

it('forgets the parameters of an earlier call', async () => {
  expect(await connection.all('SELECT ? AS a', ['secret'])).toEqual([{ a: 'secret' }])
  expect(await connection.all('SELECT ? AS a', [])).toEqual([{ a: null }])
  expect(await connection.all('SELECT ? AS a, ? AS b', [1, 2])).toEqual([{ a: 1, b: 2 }])
  expect(await connection.all('SELECT ? AS a, ? AS b', [3])).toEqual([{ a: 3, b: null }])
})

it('keeps statements that are used apart, while others come and go', async () => {
  const work = Array.from({ length: 60 }, (_, index) =>
    connection.all(`SELECT ? AS a, ${index % 7} AS b`, [index])
  )
  const rows = await Promise.all(work)
  expect(rows).toEqual(rows.map((_row, index) => [{ a: index, b: index % 7 }]))
})

it('survives statements that cannot be prepared or run', async () => {
  for (let round = 0; round < 3; round++) {
    await expect(connection.all('SELEC', [])).rejects.toMatchObject({ code: 'SQLITE_ERROR' })
    await expect(connection.run('INSERT INTO no VALUES (1)', [])).rejects.toThrow('no such table')
    await expect(connection.exec('NONSENSE')).rejects.toThrow('syntax error')
    await expect(connection.all('SELECT ?', [1, 2])).rejects.toMatchObject({ code: 'SQLITE_RANGE' })
  }
  await connection.run('INSERT INTO u VALUES (1)', [])
  await expect(connection.run('INSERT INTO u VALUES (1)', [])).rejects.toBeInstanceOf(Error)
  expect(connection.isBroken).toBe(false)
})

it('follows a table that changes under a prepared statement', async () => {
  await connection.run('INSERT INTO t (a) VALUES (?)', ['x'])
  await connection.all('SELECT * FROM t', [])
  await connection.exec('ALTER TABLE t ADD COLUMN b DEFAULT 7')
  expect(await connection.all('SELECT * FROM t', [])).toEqual([{ id: 1, a: 'x', b: 7 }])
})

it('reads rows one by one, and stops where the reader stops', async () => {
  await connection.exec("INSERT INTO t (a) VALUES ('x'), ('y'), ('z')")
  const seen: unknown[] = []
  for await (const { a } of connection.iterate('SELECT a FROM t WHERE id >= ? ORDER BY id', [1])) {
    if (seen.push(a) === 2) break
  }
  expect(seen).toEqual(['x', 'y'])
  await connection.exec('DROP TABLE t')
})

it('ends an iteration that someone left half read', async () => {
  await connection.exec("INSERT INTO t (a) VALUES ('x'), ('y')")
  const rows = connection.iterate('SELECT a FROM t', [])
  await rows.next()
  connection.closeIterations()
  await expect(rows.next()).rejects.toMatchObject({ code: 'MODEL_TRANSACTION_ENDED' })
  expect(connection.isBroken).toBe(false)
})

it('closes with statements prepared and half read, and is broken from then on', async () => {
  await connection.all('SELECT 1', [])
  await connection.iterate('SELECT 1', []).next()
  await connection.close()
  await connection.close()
  await expect(connection.all('SELECT 1', [])).rejects.toMatchObject({ code: 'SQLITE_MISUSE' })
  expect(connection.isBroken).toBe(true)
})
