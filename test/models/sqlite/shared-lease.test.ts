import { ConnectionPool } from '../../../src/models/sqlite/connection-pool'
import { SharedLease } from '../../../src/models/sqlite/shared-lease'

const newPool = (): ConnectionPool<Connection> =>
  new ConnectionPool(() => Promise.resolve(new Connection()), {
    size: 1,
    timeout: 1_000,
    timeoutError: () => new Error('timeout')
  })

class Connection {
  isBroken = false
  interrupt(): void {}
  close(): Promise<void> {
    return Promise.resolve()
  }
}

it('gives one connection to all who come while it is used', async () => {
  const lone = new SharedLease(newPool())
  const first = await lone.take()
  expect(lone.tryTake()).toBe(first)
  expect(first.users).toBe(2)
})

it('lets nobody join while somebody waits to have it alone', async () => {
  const pool = newPool()
  const lone = new SharedLease(pool)
  const lease = await lone.take()
  const alone = pool.acquire()
  expect(lone.tryTake()).toBeUndefined()
  lone.leave(lease)
  expect(await alone).toBe(lease.connection)
  expect(lone.tryTake()).toBeUndefined()
  pool.release(await alone)
  expect(lone.tryTake()).toMatchObject({ connection: lease.connection, users: 1 })
})

it('gives the connection back with the last who uses it', async () => {
  const pool = newPool()
  const lone = new SharedLease(pool)
  const lease = await lone.take()
  lone.tryTake()
  lone.leave(lease)
  expect(pool.tryAcquire()).toBeUndefined()
  lone.leave(lease)
  expect(pool.tryAcquire()).toBe(lease.connection)
})

it('lets nobody join where the connection is broken', async () => {
  const lone = new SharedLease(newPool())
  const lease = await lone.take()
  lease.connection.isBroken = true
  expect(lone.tryTake()).toBeUndefined()
  lone.leave(lease)
  expect((await lone.take()).connection).not.toBe(lease.connection)
})
