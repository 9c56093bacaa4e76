import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import { BadParameter } from '../errors'
import type { Dialect } from './dialects/dialect'
import type { Expression } from './expression'
import { toSql } from './expression-sql'
import { sql, type Binding, type Fragment } from './fragment'
import { toDecimal } from './integer-value'
import { lookupKind, type LookupKind, type Rounding } from './lookup-kind'
import { lookupValueOf, type ToLookupValue } from './lookup-value'
import type { Scope } from './scope'
import type { AsSubquery } from './subquery'
import { subquerySql } from './subquery-sql'
import type { Value } from './value'

/** What a lookup is about. */
export interface Subject {
  /** The name that errors call it by: `Article.title`. */
  readonly entity: string
  readonly path: string
  readonly expression: Fragment
  readonly kind: LookupKind
  readonly toParameter: ToLookupValue
  readonly dialect: Dialect
  /** Whether letters of both cases are equal; the collation of the column decides where nothing is said. */
  readonly ignoreCase?: boolean | undefined
  /** Compares in another way than with `expression` and one parameter. */
  readonly compare?: ((operator: string, read: Binding) => Fragment) | undefined
  /** SQL of another expression on the same row. */
  readonly resolve: (expression: Expression, read: Binding) => Fragment
  /** SQL of a query that answers with values to compare with. */
  readonly rowsOf: (
    query: AsSubquery,
    read: Binding,
    columns?: readonly ColumnMetadata[]
  ) => Fragment
}

/** A column as the subject of lookups. */
export function columnSubject(scope: Scope, column: ColumnMetadata, path: string): Subject {
  let stored = column
  while (stored.referencedColumn !== undefined) stored = stored.referencedColumn
  return {
    entity: column.entityMetadata.name,
    path,
    expression: sql`${scope.column(column)}`,
    kind: lookupKind(stored),
    toParameter: lookupValueOf(column, path),
    dialect: scope.dialect,
    ...partsOf(scope, path)
  }
}

/** What a query has a name for, as the subject of lookups. */
export function valueSubject(scope: Scope, path: string, value: Value): Subject {
  const entity = scope.metadata.name
  const { fragment: expression, column } = value
  const { dialect } = scope
  if (column !== undefined) return { ...columnSubject(scope, column, path), entity, expression }
  const engine = scope.metadata.dataSource.options.type
  const toParameter = (number: unknown): unknown => {
    const known = toDecimal(number, engine)
    if (known !== undefined) return known
    throw new BadParameter(entity, path, 'no number', 'a number')
  }
  const others = partsOf(scope, path)
  return { entity, path, expression, kind: 'float', toParameter, dialect, ...others }
}

/** What else stands in the same statement. */
function partsOf(scope: Scope, path: string): Pick<Subject, 'resolve' | 'rowsOf'> {
  return {
    resolve: (other, read) =>
      toSql(scope, other.node, (query) => (read(query) as typeof other).node),
    rowsOf: (query, read, columns) => subquerySql(scope, { path, columns }, query, read)
  }
}

/** The value that `read` finds, as a parameter that is compared with the subject. */
export function parameter(
  { dialect, kind, toParameter }: Subject,
  read: Binding,
  rounding?: Rounding
): Fragment {
  return dialect.parameter((query) => toParameter(read(query), rounding), kind)
}
