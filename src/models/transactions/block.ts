import type { DataSource, QueryRunner } from 'typeorm'
import type { IsolationLevel } from 'typeorm/driver/types/IsolationLevel.js'
import { Sequence } from '../sqlite/sequence'

/** What all blocks of one transaction share. */
export interface Transaction {
  readonly dataSource: DataSource
  readonly runner: QueryRunner
  readonly isolation: IsolationLevel | undefined
  /** Where it was begun, for people. */
  readonly label: () => string
  /** The block that works now: inner ones run one after the other. */
  innermost: Block
  /** Why the database has none of it any more. */
  end?: unknown
  /** Whether its connection was given back. */
  isOver?: boolean
}

/** An `atomic` block: the outermost is the transaction, each other one a savepoint. */
export class Block {
  /** `closing` takes no new work and finishes what was asked for; `ended` does neither. */
  state: 'open' | 'closing' | 'ended' = 'open'
  /** Whether the database knows of it: it is told with the first query. */
  isBegun = false
  /** What an inner block without savepoint failed of: nothing here may be committed. */
  failure?: unknown
  /** The first statement that failed, after which PostgreSQL takes no other. */
  refusal?: unknown
  readonly callbacks: (() => unknown)[] = []
  /** Queries and inner blocks, one at a time. */
  readonly turns = new Sequence()
  readonly savepoint: string
  private readonly depth: number

  constructor(
    readonly transaction: Transaction,
    readonly parent?: Block
  ) {
    this.depth = parent === undefined ? 0 : parent.depth + 1
    this.savepoint = `nuages_${this.depth}`
  }
}
