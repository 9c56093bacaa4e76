import type { ConnectionPool, PooledConnection } from './connection-pool'

/** A connection, and how many statements use it. */
export interface Lease<C> {
  readonly connection: C
  users: number
}

/**
 * A connection for statements that stand alone: those that come while others use it join them, unless somebody waits
 * to have it alone. SQLite runs one statement of a connection after the other.
 */
export class SharedLease<C extends PooledConnection> {
  private current: Lease<C> | undefined

  constructor(private readonly pool: ConnectionPool<C>) {}

  /** The connection, where it can be had at once. */
  tryTake(): Lease<C> | undefined {
    const { current, pool } = this
    if (current !== undefined && !current.connection.isBroken && !pool.isAwaited) {
      current.users++
      return current
    }
    const connection = pool.tryAcquire()
    return connection === undefined ? undefined : this.begin(connection)
  }

  async take(): Promise<Lease<C>> {
    return this.begin(await this.pool.acquire())
  }

  leave(lease: Lease<C>): void {
    if (--lease.users > 0) return
    if (this.current === lease) this.current = undefined
    this.pool.release(lease.connection)
  }

  private begin(connection: C): Lease<C> {
    return (this.current = { connection, users: 1 })
  }
}
