import type { EntityManager } from 'typeorm'
import type { Plan } from './schema-statement'

/** One call of the schema editor. */
export interface Operation {
  /** The call as it reads: `dropColumn("article", "views")`. */
  readonly text: string
  readonly plan: () => Plan
}

/** Runs what the schema editor is asked for, one operation after the other. */
export interface OperationRunner {
  readonly manager: EntityManager
  perform(operation: Operation): Promise<void>
  run(sql: string, parameters: readonly unknown[]): Promise<void>
  query(sql: string, parameters: readonly unknown[]): Promise<unknown>
  data(change: (manager: EntityManager) => Promise<void>): Promise<void>
}
