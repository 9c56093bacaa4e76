import type { DataSource } from 'typeorm'
import type { ServerOptions } from '../server-options'
import { PoolTimeout } from './errors'
import { describeHolders } from './holders'

// what the pools of `pg` and `mysql2` have where nobody says
const DEFAULT_SIZE = 10

/** Lets nobody wait for ever for a connection of a pool that belongs to a driver. */
export class PoolWait<C> {
  private waiting = 0

  constructor(
    private readonly dataSource: DataSource,
    private readonly giveBack: (connection: C) => void
  ) {}

  /** What `acquire` brings, if it comes in time; what comes later goes back at once. */
  bound(acquire: () => Promise<C>): Promise<C> {
    return new Promise((resolve, reject) => {
      let isLate = false
      const timer = setTimeout(() => {
        isLate = true
        reject(this.timeoutError())
        this.waiting--
      }, this.milliseconds)
      this.waiting++
      acquire()
        .then(
          (connection) => {
            if (isLate) this.giveBack(connection)
            else resolve(connection)
          },
          (error: unknown) => reject(error)
        )
        .finally(() => {
          if (isLate) return
          clearTimeout(timer)
          this.waiting--
        })
    })
  }

  private get milliseconds(): number {
    return (this.dataSource.options as ServerOptions).acquireTimeout ?? 10_000
  }

  private timeoutError(): PoolTimeout {
    const { dataSource, milliseconds, waiting } = this
    const { poolSize: size = DEFAULT_SIZE } = dataSource.options as { readonly poolSize?: number }
    return new PoolTimeout({ size, milliseconds, waiting, holders: describeHolders(dataSource) })
  }
}
