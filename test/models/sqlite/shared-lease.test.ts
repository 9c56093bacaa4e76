import { ConnectionPool } from '../../../src/models/sqlite/connection-pool'
import { SharedLease, type Lease } from '../../../src/models/sqlite/shared-lease'

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

const take = (lone: SharedLease<Connection>): Promise<Lease<Connection>> =>
  new Promise((resolve, reject) => lone.lend(resolve, reject))

/** The lease that is to be had at once; whoever has to wait stays in line. */
function takeNow(lone: SharedLease<Connection>): Lease<Connection> | undefined {
  let lease: Lease<Connection> | undefined
  lone.lend(
    (taken) => (lease = taken),
    () => undefined
  )
  return lease
}

it('gives one connection to all who come while it is used', async () => {
  const lone = new SharedLease(newPool())
  const first = await take(lone)
  expect(takeNow(lone)).toBe(first)
  expect(first.users).toBe(2)
})

it('lets nobody join while somebody waits to have it alone', async () => {
  const pool = newPool()
  const lone = new SharedLease(pool)
  const lease = await take(lone)
  const alone = pool.acquire()
  const later = take(lone)
  lone.leave(lease)
  expect(await alone).toBe(lease.connection)
  expect(takeNow(lone)).toBeUndefined()
  pool.release(await alone)
  expect(await later).toMatchObject({ connection: lease.connection, users: 1 })
})

it('gives the connection back with the last who uses it', async () => {
  const pool = newPool()
  const lone = new SharedLease(pool)
  const lease = await take(lone)
  takeNow(lone)
  lone.leave(lease)
  expect(pool.tryAcquire()).toBeUndefined()
  lone.leave(lease)
  expect(pool.tryAcquire()).toBe(lease.connection)
})

it('lets nobody join where the connection is broken', async () => {
  const lone = new SharedLease(newPool())
  const lease = await take(lone)
  lease.connection.isBroken = true
  const later = take(lone)
  expect(lease.users).toBe(1)
  lone.leave(lease)
  expect((await later).connection).not.toBe(lease.connection)
})
