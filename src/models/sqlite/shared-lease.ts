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

  /** Take the connection: at once where that can be, else when it is free. Exactly one of both is called. */
  lend(onLease: (lease: Lease<C>) => void, onError: (error: unknown) => void): void {
    const { current, pool } = this
    if (current !== undefined && !current.connection.isBroken && !pool.isAwaited) {
      current.users++
      return onLease(current)
    }
    pool.lend((connection) => onLease(this.begin(connection)), onError)
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
