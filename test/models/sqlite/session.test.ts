import { once } from 'node:events'
import { fork } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import type { DataSource } from 'typeorm'
import { openDatabase, type SqliteDataSourceOptions } from '../../../src/models'
import { newFile, removeFiles } from '../engine'
import { Account, entities } from '../entities'

describe.each(['sqlite3', 'better-sqlite3'] as const)('%s', (name) => {
  let dataSource: DataSource
  const open = async (settings: Partial<SqliteDataSourceOptions> = {}): Promise<DataSource> => {
    const database = {
      type: 'sqlite' as const,
      package: name,
      database: await newFile(),
      ...settings
    }
    return (dataSource = await openDatabase({ database, entities, synchronize: true }))
  }
  afterEach(() => dataSource.destroy())
  afterAll(removeFiles)

  /** What a pragma says on every connection that reads: each is busy while the others are asked. */
  const onEveryReader = (pragma: string): Promise<unknown[]> =>
    Promise.all(
      Array.from({ length: 4 }, async () => {
        const [row] = await dataSource.query<Record<string, unknown>[]>(`PRAGMA ${pragma}`)
        return Object.values(row!)[0]
      })
    )

  describe('a setting of a query runner', () => {
    it.each([5, 1])('lasts until the runner is released (%s connections)', async (poolSize) => {
      await open({ poolSize })
      const runner = dataSource.createQueryRunner()
      await runner.query('PRAGMA foreign_keys = OFF')
      expect(await runner.query('PRAGMA foreign_keys')).toEqual([{ foreign_keys: 0 }])
      await runner.startTransaction()
      await runner.commitTransaction()
      expect(await runner.query('PRAGMA foreign_keys')).toEqual([{ foreign_keys: 0 }])
      await runner.release()
      expect(await onEveryReader('foreign_keys')).toEqual([1, 1, 1, 1])
    })

    it('lasts in memory too, without losing the data', async () => {
      await open({ database: ':memory:' })
      const runner = dataSource.createQueryRunner()
      await runner.query('PRAGMA foreign_keys = OFF')
      await runner.manager.insert(Account, { name: 'kept', balance: 1 })
      await runner.release()
      expect(await onEveryReader('foreign_keys')).toEqual([1, 1, 1, 1])
      expect(await dataSource.manager.count(Account)).toBe(1)
    })

    it('may be a temporary table, next to which others write', async () => {
      await open({ acquireTimeout: 500 })
      const runner = dataSource.createQueryRunner()
      await runner.query('CREATE TEMP TABLE picked (id INTEGER)')
      await runner.query('INSERT INTO picked VALUES (1)')
      await dataSource.manager.insert(Account, { name: 'other', balance: 1 })
      expect(await runner.query('SELECT id FROM picked')).toEqual([{ id: 1 }])
      await runner.release()
      await expect(dataSource.query('SELECT id FROM picked')).rejects.toThrow('no such table')
    })
  })

  it('uses WAL and enforces foreign keys on every connection', async () => {
    await open()
    expect(await onEveryReader('journal_mode')).toEqual(['wal', 'wal', 'wal', 'wal'])
    expect(await onEveryReader('foreign_keys')).toEqual([1, 1, 1, 1])
    expect(await onEveryReader('synchronous')).toEqual([1, 1, 1, 1])
  })

  it('rolls a transaction of raw SQL back when its runner is released', async () => {
    await open({ acquireTimeout: 500 })
    for (const begin of ['BEGIN', 'SAVEPOINT mine']) {
      const runner = dataSource.createQueryRunner()
      await runner.query(begin)
      await runner.query("INSERT INTO account (name, balance) VALUES ('lost', 1)")
      await runner.release()
    }
    expect(await dataSource.manager.count(Account)).toBe(0)
  })

  it('takes a rollback that SQLite has done by itself', async () => {
    await open()
    const failing = dataSource.transaction(async (manager) => {
      await manager.query("INSERT INTO writer (name) VALUES ('twice')")
      await manager.query("INSERT OR ROLLBACK INTO writer (name) VALUES ('twice')")
    })
    await expect(failing).rejects.toThrow('UNIQUE constraint failed: writer.name')
    expect(await dataSource.query('SELECT * FROM writer')).toEqual([])
    await dataSource.transaction((manager) =>
      manager.query("INSERT INTO writer (name) VALUES ('x')")
    )
  })

  it('answers an insert with the key, other changes with their number', async () => {
    await open()
    const insert = "INSERT INTO account (name, balance) VALUES ('a', 1), ('b', 1)"
    expect(await dataSource.query(insert)).toBe(2)
    expect(await dataSource.query('UPDATE account SET balance = 2')).toBe(2)
    expect(await dataSource.query('DELETE FROM account WHERE id = 1')).toBe(1)
    expect(await dataSource.query('DELETE FROM account RETURNING name')).toEqual([{ name: 'b' }])
  })

  it('runs a text of several statements, and refuses parameters for it', async () => {
    await open()
    const insert = "INSERT INTO account (name, balance) VALUES ('a', 1)"
    await dataSource.query(`${insert}; ${insert};`)
    expect(await dataSource.manager.count(Account)).toBe(2)
    const withParameters = dataSource.query(`${insert}; SELECT ?`, [1])
    await expect(withParameters).rejects.toMatchObject({ code: 'MODEL_SEVERAL_STATEMENTS' })
  })

  it('names the timeout of a reader that finds every connection taken', async () => {
    await open({ acquireTimeout: 50, poolSize: 5 })
    await dataSource.query("INSERT INTO account (name, balance) VALUES ('a', 1), ('b', 1)")
    const streams = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const stream = await dataSource.createQueryBuilder(Account, 'a').stream()
        await once(stream as unknown as Readable, 'readable')
        return stream as unknown as Readable
      })
    )
    await expect(dataSource.manager.count(Account)).rejects.toMatchObject({
      code: 'DATABASE_POOL_TIMEOUT',
      message: expect.stringContaining('all 4 that read are in use and 1 query waits')
    })
    for (const stream of streams) stream.destroy()
    expect(await dataSource.manager.count(Account)).toBe(2)
  })

  it('ends a stream whose transaction is over', async () => {
    await open()
    await dataSource.query("INSERT INTO account (name, balance) VALUES ('a', 1), ('b', 1)")
    const runner = dataSource.createQueryRunner()
    await runner.startTransaction()
    const stream = (await runner.stream('SELECT * FROM account')) as unknown as Readable
    const rows = stream[Symbol.asyncIterator]()
    expect((await rows.next()).value).toMatchObject({ name: 'a' })
    await runner.commitTransaction()
    await runner.release()
    const rest = (async () => {
      for (;;) if ((await rows.next()).done === true) return 'read to the end'
    })()
    await expect(rest).rejects.toMatchObject({ code: 'MODEL_TRANSACTION_ENDED' })
  })

  it('names the timeout of a writer that waits for another process', async () => {
    const { options } = await open({ busyTimeout: 50 })
    const script = await newFile()
    await writeFile(
      script,
      `const { Database } = require(${JSON.stringify(require.resolve('sqlite3'))})
       const database = new Database(${JSON.stringify(options.database)})
       database.exec('BEGIN IMMEDIATE', (error) => process.send(String(error)))
       setInterval(() => undefined, 1000)`
    )
    const other = fork(script, { execArgv: [] })
    const [message] = (await once(other, 'message')) as [string]
    expect(message).toBe('null')
    const error = {
      code: 'MODEL_WRITE_TIMEOUT',
      message: expect.stringContaining('Another process')
    }
    await expect(dataSource.query('DELETE FROM account')).rejects.toMatchObject(error)
    await expect(dataSource.transaction(() => Promise.resolve())).rejects.toMatchObject(error)
    expect(await dataSource.manager.count(Account)).toBe(0)
    other.kill()
    await once(other, 'exit')
    expect(await dataSource.query('DELETE FROM account')).toBe(0)
  })
})
