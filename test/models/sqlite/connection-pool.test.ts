import { setTimeout as sleep } from 'node:timers/promises'
import { ConnectionPool } from '../../../src/models/sqlite/connection-pool'

class Fake {
  isBroken = false
  isClosed = false
  isInterrupted = false

  constructor(readonly number: number) {}

  interrupt(): void {
    this.isInterrupted = true
  }

  close(): Promise<void> {
    this.isClosed = this.isBroken = true
    return Promise.resolve()
  }
}

let opened: Fake[]
let failures: number
beforeEach(() => {
  opened = []
  failures = 0
})

function pool(size: number, timeout = 1000): ConnectionPool<Fake> {
  const open = async (): Promise<Fake> => {
    await sleep(1)
    if (failures-- > 0) throw new Error('cannot open')
    const connection = new Fake(opened.length)
    opened.push(connection)
    return connection
  }
  const timeoutError = (waiting: number): Error => new Error(`${waiting} wait`)
  return new ConnectionPool(open, { size, timeout, timeoutError })
}

it('opens no more than it may, when they are needed', async () => {
  const connections = pool(3)
  const first = await connections.acquire()
  connections.release(first)
  expect(await connections.acquire()).toBe(first)
  const rest = Array.from({ length: 5 }, () => connections.acquire())
  await Promise.all(rest.slice(0, 2))
  const waiting = Promise.allSettled(rest)
  await connections.close()
  await waiting
  expect(opened).toHaveLength(3)
})

it('hands connections out first come, first served', async () => {
  const connections = pool(2)
  const order: number[] = []
  const use = async (index: number): Promise<void> => {
    const connection = await connections.acquire()
    order.push(index)
    await sleep(index % 3)
    connections.release(connection)
  }
  const numbers = Array.from({ length: 40 }, (_, index) => index)
  await Promise.all(numbers.map(use))
  expect(order).toEqual(numbers)
})

it('lets nobody pass those who wait', async () => {
  const connections = pool(1)
  const held = await connections.acquire()
  const order: string[] = []
  const waiting = connections.acquire().then((connection) => {
    order.push('waited')
    connections.release(connection)
  })
  connections.release(held)
  const late = connections.acquire().then(() => order.push('late'))
  await Promise.all([waiting, late])
  expect(order).toEqual(['waited', 'late'])
})

it('sends away who waited too long, and nobody else', async () => {
  const connections = pool(1, 20)
  const held = await connections.acquire()
  await expect(connections.acquire()).rejects.toThrow('1 wait')
  connections.release(held)
  expect(await connections.acquire()).toBe(held)
})

it('replaces a connection that broke', async () => {
  const connections = pool(1)
  const broken = await connections.acquire()
  const waiting = connections.acquire()
  broken.isBroken = true
  connections.release(broken)
  expect((await waiting).number).toBe(1)
  expect(broken.isClosed).toBe(true)
})

it('tells everyone in line when connections cannot be opened, and recovers', async () => {
  const connections = pool(1)
  failures = 3
  const asked = Array.from({ length: 4 }, () => connections.acquire())
  const results = await Promise.allSettled(asked)
  expect(results.map(({ status }) => status)).toEqual([
    'rejected',
    'rejected',
    'rejected',
    'fulfilled'
  ])
})

it('closes what is idle, aborts what runs, and refuses those who wait', async () => {
  const connections = pool(2)
  const [idle, running] = await Promise.all([connections.acquire(), connections.acquire()])
  const waiting = connections.acquire()
  connections.release(idle)
  const second = await waiting
  const refused = connections.acquire()
  const closing = connections.close()
  await expect(refused).rejects.toMatchObject({ code: 'MODEL_DATABASE_CLOSED' })
  await closing
  await expect(connections.acquire()).rejects.toMatchObject({ code: 'MODEL_DATABASE_CLOSED' })
  expect([running.isInterrupted, running.isClosed, second.isClosed]).toEqual([true, true, true])
})
