import { QueryRunnerAlreadyReleasedError } from 'typeorm'
import { TransactionEnded } from './sqlite/errors'
import { Sequence } from './sqlite/sequence'
import type { Workload } from './sqlite/workload'

const BEGIN = /^\s*(?:BEGIN|START\s+TRANSACTION)\b/i
const END = /^\s*(?:COMMIT|END|ABORT|ROLLBACK(?!\s+(?:WORK\s+|TRANSACTION\s+)?TO\b))\b/i

/**
 * The statements of one query runner, one at a time; none of a transaction runs after its end. From the first one until
 * the end the runner counts as work in flight, which closing the database waits for.
 */
export class StatementQueue {
  private readonly sequence = new Sequence()
  /** Stands for the transaction that is open. */
  private transaction: object | undefined
  private isAtWork = false
  private isEnded = false

  constructor(private readonly work: Workload) {}

  /** Refuse where the runner was released, or the database is closing. */
  start(): void {
    if (this.isEnded) throw new QueryRunnerAlreadyReleasedError()
    if (this.isAtWork) return
    this.work.begin()
    this.isAtWork = true
  }

  /** Run a statement, after those that were asked for before it. */
  run<T>(sql: string, execute: () => Promise<T>): Promise<T> {
    this.start()
    const { transaction } = this
    return this.sequence.run(async () => {
      // outside its transaction the statement would be committed at once
      if (transaction !== undefined && transaction !== this.transaction) {
        throw new TransactionEnded()
      }
      const result = await execute()
      if (BEGIN.test(sql)) this.transaction ??= {}
      else if (this.transaction !== undefined && END.test(sql)) this.transaction = undefined
      return result
    })
  }

  /** Wait for what was asked for, undo a transaction that is still open, and `release`. */
  async end(rollback: () => Promise<unknown>, release: () => Promise<void>): Promise<void> {
    if (this.isEnded) return
    this.isEnded = true
    await this.sequence.run(async () => {
      // one that cannot be rolled back went with its connection
      if (this.transaction !== undefined) await rollback().catch(() => undefined)
      this.transaction = undefined
      await release()
    })
    if (this.isAtWork) this.work.end()
  }
}
