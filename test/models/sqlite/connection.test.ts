import { setImmediate } from 'node:timers/promises'
import { BetterSqlite3Connection } from '../../../src/models/sqlite/better-sqlite3-connection'
import type { SqliteConnection } from '../../../src/models/sqlite/connection'
import { Sqlite3Connection } from '../../../src/models/sqlite/sqlite3-connection'
import { newFile, removeFiles } from '../engine'

afterAll(removeFiles)

describe.each([
  ['sqlite3', Sqlite3Connection],
  ['better-sqlite3', BetterSqlite3Connection]
])('%s', (name, Connection) => {
  let connection: SqliteConnection
  beforeEach(async () => {
    connection = await Connection.open({
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

  it('shows nobody the parameters of an earlier call', async () => {
    expect(await connection.all('SELECT ? AS a', ['secret'])).toEqual([{ a: 'secret' }])
    const [row] = await connection.all('SELECT ? AS a', []).catch(() => [{ a: 'refused' }])
    expect(row).toEqual({ a: name === 'sqlite3' ? null : 'refused' })
    expect(await connection.all('SELECT ? AS a, ? AS b', [1, 2])).toEqual([{ a: 1, b: 2 }])
    const [short] = await connection
      .all('SELECT ? AS a, ? AS b', [3])
      .catch(() => [{ b: 'refused' }])
    expect(short!.b).toBe(name === 'sqlite3' ? null : 'refused')
  })

  it('binds whole numbers as integers, and others as they are', async () => {
    await connection.run('INSERT INTO t (a) VALUES (?), (?)', [5, 2.5])
    expect(await connection.all('SELECT a FROM t', [])).toEqual([{ a: '5' }, { a: '2.5' }])
    expect(await connection.all('SELECT 5 / ? AS a', [2])).toEqual([{ a: 2 }])
  })

  it('runs other statements while rows are read one by one', async () => {
    await connection.exec("INSERT INTO t (a) VALUES ('x'), ('y')")
    for await (const { id } of connection.iterate('SELECT id FROM t', [])) {
      await connection.run('INSERT INTO u VALUES (?)', [id!])
    }
    expect(await connection.all('SELECT a FROM u ORDER BY a', [])).toEqual([{ a: 1 }, { a: 2 }])
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
      await expect(connection.all('SELECT ?', [1, 2])).rejects.toMatchObject({
        code: 'SQLITE_RANGE'
      })
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
    for await (const { a } of connection.iterate(
      'SELECT a FROM t WHERE id >= ? ORDER BY id',
      [1]
    )) {
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

  it('leaves others the time to finish what it waits for', async () => {
    const options = { file: await newFile(), busyTimeout: 5_000, statementCacheSize: 3 }
    const [one, other] = [await Connection.open(options), await Connection.open(options)]
    await one.exec('CREATE TABLE t (a); BEGIN IMMEDIATE')
    const waiting = other.run('INSERT INTO t VALUES (2)', [])
    await setImmediate()
    await one.run('INSERT INTO t VALUES (1)', [])
    await one.exec('COMMIT')
    await waiting
    expect(await one.all('SELECT a FROM t', [])).toEqual([{ a: 1 }, { a: 2 }])
    await Promise.all([one.close(), other.close()])
  })

  it('says so when another has written for too long', async () => {
    const options = { file: await newFile(), busyTimeout: 30, statementCacheSize: 3 }
    const [one, other] = [await Connection.open(options), await Connection.open(options)]
    await one.exec('CREATE TABLE t (a); BEGIN IMMEDIATE')
    await expect(other.run('INSERT INTO t VALUES (2)', [])).rejects.toMatchObject({
      code: 'SQLITE_BUSY'
    })
    await Promise.all([one.close(), other.close()])
  })
})
