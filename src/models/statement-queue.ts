import { Sequence } from './sqlite/sequence'
import { TransactionEnded } from './sqlite/errors'

const BEGIN = /^\s*(?:BEGIN|START\s+TRANSACTION)\b/i
const END = /^\s*(?:COMMIT|END|ABORT|ROLLBACK(?!\s+(?:WORK\s+|TRANSACTION\s+)?TO\b))\b/i

/** The statements of one query runner, one at a time; none of a transaction runs after its end. */
export class StatementQueue {
  private readonly sequence = new Sequence()
  /** Stands for the transaction that is open. */
  private transaction: object | undefined

  /** Run a statement, after those that were asked for before it. */
  run<T>(sql: string, execute: () => Promise<T>): Promise<T> {
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
  end(rollback: () => Promise<unknown>, release: () => Promise<void>): Promise<void> {
    return this.sequence.run(async () => {
      // one that cannot be rolled back went with its connection
      if (this.transaction !== undefined) await rollback().catch(() => undefined)
      this.transaction = undefined
      await release()
    })
  }
}
