import type { ObjectLiteral } from 'typeorm'
import type { EntityClass } from '../bound-models'
import { runJson } from './run-json'
import { loadRelated } from './load-related'
import type { FieldPath, RelationPath } from './paths'
import { Query } from './query'
import type { Lock } from './query-state'
import { runSelect } from './run'
import { compileSelect } from './select-plan'

/** Rows of an entity, described. */
export class QuerySet<T extends object> extends Query<T, T> {
  /** All rows that the filters so far leave: what `update` and `delete` of a whole table must say. */
  all(): this {
    return this.copy('', { isAll: true })
  }

  /** Load these relations too: `author`, `tags`, `author.company`. */
  with(...related: readonly RelationPath<T>[]): this {
    return this.copy(`with ${related.join()}`, { related: [...this.state.related, ...related] })
  }

  /** Read these fields alone, and the key; the others are `undefined`. */
  only(...only: readonly FieldPath<T>[]): this {
    return this.copy(`only ${only.join()}`, { only })
  }

  /** Rows that are marked as deleted too. */
  withDeleted(): this {
    return this.copy('deleted', { isWithDeleted: true })
  }

  /** Keep the rows from being changed by others until the transaction ends. */
  forUpdate(lock: Lock = {}): this {
    return this.copy(`lock ${String(lock.skipLocked)} ${String(lock.noWait)}`, { lock })
  }

  toSql(): { readonly sql: string; readonly parameters: readonly unknown[] } {
    const { text, bind } = this.table.plan(compileSelect, this.state)
    return { sql: text, parameters: bind(this.state) }
  }

  /** The rows as the JSON text that they would come to; undefined where the database cannot write it. */
  async jsonText(): Promise<string | undefined> {
    if (this.isEmpty) return '[]'
    return runJson(this.table, this.state)
  }

  protected async load(): Promise<ObjectLiteral[]> {
    const { table, state } = this
    const plan = table.plan(compileSelect, state)
    const rows = plan.hydrate(await runSelect(table.dataSource, plan, state))
    const { branches, joined } = plan.selection
    if (branches.length > 0 || joined.length > 0) {
      await loadRelated(table.dataSource, rows, plan.selection)
    }
    return rows
  }
}

/** The rows of any entity, also of one that is not a `Model`. */
export function query<T extends object>(entity: EntityClass<T>): QuerySet<T> {
  return new QuerySet(entity)
}
