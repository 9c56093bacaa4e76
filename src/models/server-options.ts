/** How to use a database server, beside what TypeORM knows. */
export interface ServerOptions {
  /** Milliseconds to wait for a connection. Default 10,000. */
  readonly acquireTimeout?: number
  /** Milliseconds that closing waits for work in flight. Default 5,000. */
  readonly closeTimeout?: number
}

export const CLOSE_TIMEOUT = 5_000
