import { annotated, type Annotated, type Computed, type Results } from './annotate'
import type { Sql } from './explain'
import type { ValueAt } from './paths'
import { Query, type ROW } from './query'
import { reading } from './reading'
import { runSelect } from './run'
import { compileValues } from './value-plan'
import type { Key, Scalar } from './where'

/** What is read for a name: of a row that is referred to, its key. */
type ValueOf<R, P extends string> = P extends keyof R ? Held<Awaited<R[P]>> : Held<ValueAt<R, P>>

type Held<V> = V extends Scalar | readonly unknown[] | null | undefined
  ? V
  : V extends { readonly id: infer I extends Scalar }
    ? I
    : V extends { refresh(): unknown }
      ? Key
      : V

/** Plain objects with these values. */
export type ValuesOf<R, N extends string> = { [P in N]: ValueOf<R, P> }

/** Tuples of these values. */
export type TupleOf<R, N extends readonly string[]> = {
  -readonly [I in keyof N]: ValueOf<R, N[I]>
}

/** Rows that are read as values, and not as entities. */
abstract class Values<T extends object, R> extends Query<T, R> {
  toSql(): Sql {
    const { text, bind } = this.table.plan(compileValues, this.state)
    return { sql: text, parameters: bind(this.state) }
  }

  protected async load(): Promise<unknown[]> {
    const { table, state } = this
    const plan = table.plan(compileValues, state)
    return plan.hydrate(await runSelect(table.dataSource, plan, state))
  }

  // rows that stand for several of the table have no key of it
  protected override get keys(): readonly string[] {
    const { groups, isDistinct, source, values } = this.state
    const isOwn = groups === undefined && !isDistinct && source?.kind !== 'values'
    return isOwn ? super.keys : values!.names
  }
}

/** Rows as plain objects. */
export class ValueSet<T extends object, R> extends Values<T, R> {
  /** More values of each row; with an aggregate, of each group of the rows that are equal in what was read before. */
  annotate<A extends Computed<T | this[typeof ROW]>>(values: A): this & Annotated<T, Results<A>> {
    return new ValueSet(this.entity, annotated(this.entity, this.state, values)) as never
  }

  /** Only these of the values. */
  values<N extends keyof this[typeof ROW] & string>(
    ...names: readonly [N, ...N[]]
  ): ValueSet<T, Pick<this[typeof ROW], N>> {
    return new ValueSet(this.entity, reading(this.state, names, 'object'))
  }

  /** Rows as tuples of these values. */
  valuesList<
    const N extends readonly [
      keyof this[typeof ROW] & string,
      ...(keyof this[typeof ROW] & string)[]
    ]
  >(...names: N): ValueList<T, TupleOf<this[typeof ROW], N>> {
    return new ValueList(this.entity, reading(this.state, names, 'tuple'))
  }
}

/** Rows as tuples, or as one value each. */
export class ValueList<T extends object, R> extends Values<T, R> {
  /** The values themselves, of a list of one name. */
  flat<V>(this: ValueList<T, [V]>): ValueList<T, V> {
    const { values } = this.state
    return new ValueList(this.entity, reading(this.state, values!.names, 'single'))
  }
}
