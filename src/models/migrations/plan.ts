import { applyOperation } from './apply-operation'
import type { Operation } from './operations'
import type { EngineName, SchemaState, TableState } from './schema-state'

/** Operations in the making: on the way from one schema to another. */
export class MigrationPlan {
  readonly operations: Operation[] = []
  /** The schema after the operations so far. */
  state: SchemaState

  constructor(
    from: SchemaState,
    readonly goal: SchemaState,
    readonly engine: EngineName
  ) {
    this.state = from
  }

  add(operation: Operation): void {
    this.operations.push(operation)
    this.state = applyOperation(this.state, operation)
  }

  /** The tables that there are before and after, in order of their names. */
  get keptTables(): string[] {
    return Object.keys(this.state.tables)
      .filter((table) => table in this.goal.tables)
      .sort()
  }

  get goneTables(): string[] {
    return Object.keys(this.state.tables)
      .filter((table) => !(table in this.goal.tables))
      .sort()
  }

  get newTables(): string[] {
    return Object.keys(this.goal.tables)
      .filter((table) => !(table in this.state.tables))
      .sort()
  }

  before(table: string): TableState {
    return this.state.tables[table]!
  }

  after(table: string): TableState {
    return this.goal.tables[table]!
  }
}
