import { DatabaseClosed } from './errors'
import { WaitingLine } from './waiting-line'

/** What the pool needs of a connection. */
export interface PooledConnection {
  readonly isBroken: boolean
  interrupt(): void
  close(): Promise<void>
}

export interface PoolOptions {
  /** Connections at most. */
  readonly size: number
  /** Milliseconds to wait for a free one. */
  readonly timeout: number
  /** What to say to whoever waited that long. */
  readonly timeoutError: (waiting: number) => Error
}

/** Connections, opened when they are needed, kept, and handed out first come, first served. */
export class ConnectionPool<C extends PooledConnection> {
  private readonly idle: C[] = []
  private readonly leased = new Set<C>()
  private readonly line: WaitingLine<C>
  private opening = 0
  private isClosed = false

  constructor(
    private readonly open: () => Promise<C>,
    private readonly options: PoolOptions
  ) {
    this.line = new WaitingLine(options.timeout, options.timeoutError)
  }

  /** A connection; first come, first served. */
  acquire(): Promise<C> {
    return new Promise((resolve, reject) => this.lend(resolve, reject))
  }

  /** The same without a promise: exactly one of both is called, at once where a connection is free. */
  lend(onConnection: (connection: C) => void, onError: (error: unknown) => void): void {
    if (this.isClosed) return onError(new DatabaseClosed())
    // whoever comes while others wait goes to the end of the line
    const connection = this.isAwaited ? undefined : this.idle.pop()
    if (connection !== undefined) return onConnection(this.lease(connection))
    if (this.isAwaited || this.count >= this.options.size) {
      return this.line.join(onConnection, onError)
    }
    this.openOne().then(onConnection, onError)
  }

  /** Whether somebody waits for a connection. */
  get isAwaited(): boolean {
    return this.line.length > 0
  }

  /** Give a connection back; one that broke is replaced. */
  release(connection: C): void {
    if (connection.isBroken || this.isClosed) return this.discard(connection)
    // whoever is served has it leased from here on
    if (this.line.serve(connection)) return
    this.leased.delete(connection)
    this.idle.push(connection)
  }

  /** Give a connection back that must not be used again. */
  discard(connection: C): void {
    this.leased.delete(connection)
    connection.close().catch(() => undefined)
    this.replace()
  }

  /** Close every connection, and abort what still runs. */
  async close(): Promise<void> {
    this.isClosed = true
    while (this.line.length > 0) this.line.refuse(new DatabaseClosed())
    for (const connection of this.leased) connection.interrupt()
    await Promise.all([...this.idle, ...this.leased].map((connection) => connection.close()))
  }

  private get count(): number {
    return this.idle.length + this.leased.size + this.opening
  }

  private lease(connection: C): C {
    this.leased.add(connection)
    return connection
  }

  private async openOne(): Promise<C> {
    this.opening++
    try {
      return this.lease(await this.open())
    } catch (error) {
      // those in line may have counted on this one
      queueMicrotask(() => this.replace())
      throw error
    } finally {
      this.opening--
    }
  }

  /** Open a connection for whoever waits longest, where there is room for one more. */
  private replace(): void {
    if (this.line.length === 0 || this.count >= this.options.size || this.isClosed) return
    this.openOne().then(
      (connection) => this.release(connection),
      (error: unknown) => this.line.refuse(error)
    )
  }
}
