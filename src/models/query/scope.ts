import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import type { RelationMetadata } from 'typeorm/metadata/RelationMetadata.js'
import type { Dialect } from './dialects/dialect'
import type { Names, Subqueries } from './value'

/** Gives out the names of tables within one statement: t0, t1, … */
class Aliases {
  private count = 0

  next(): string {
    return `t${this.count++}`
  }
}

/** A table of a SELECT, and those that are joined to it. */
export class Scope {
  private constructor(
    readonly metadata: EntityMetadata,
    readonly dialect: Dialect,
    private readonly aliases: Aliases,
    /** The joins of the whole SELECT, in the order of their dependence. */
    private readonly joins: string[],
    /** How subqueries are written. */
    readonly subqueries: Subqueries<Scope>,
    readonly alias = aliases.next(),
    private readonly joined = new Map<RelationMetadata, Scope>(),
    /** What has a name besides the columns. */
    readonly names?: Names
  ) {}

  static of(metadata: EntityMetadata, dialect: Dialect, subqueries: Subqueries<Scope>): Scope {
    return new Scope(metadata, dialect, new Aliases(), [], subqueries)
  }

  /** The same table, in which these names mean something. */
  naming(names: Names, subqueries = this.subqueries): Scope {
    const { metadata, dialect, aliases, joins, alias, joined } = this
    return new Scope(metadata, dialect, aliases, joins, subqueries, alias, joined, names)
  }

  /** The table of a subquery. */
  inner(metadata: EntityMetadata): Scope {
    return new Scope(metadata, this.dialect, this.aliases, [], this.subqueries)
  }

  /** The row that a relation to one row leads to, joined once however often it is asked for. */
  join(relation: RelationMetadata): Scope {
    const known = this.joined.get(relation)
    if (known !== undefined) return known
    const { inverseEntityMetadata: metadata } = relation
    const scope = new Scope(metadata, this.dialect, this.aliases, this.joins, this.subqueries)
    const pairs = relation.isOwning
      ? relation.joinColumns.map((key) => [this.column(key), scope.column(key.referencedColumn!)])
      : relation.inverseRelation!.joinColumns.map((key) => [
          this.column(key.referencedColumn!),
          scope.column(key)
        ])
    const on = pairs.map(([left, right]) => `${left} = ${right}`)
    const { deleteDateColumn } = metadata
    if (deleteDateColumn !== undefined) on.push(`${scope.column(deleteDateColumn)} IS NULL`)
    this.joins.push(` LEFT JOIN ${scope.table} ON ${on.join(' AND ')}`)
    this.joined.set(relation, scope)
    return scope
  }

  /** Join a table that belongs to no entity of its own: the one between the two of a many-to-many relation. */
  joinRow(metadata: EntityMetadata, on: (scope: Scope) => string): Scope {
    const scope = new Scope(metadata, this.dialect, this.aliases, this.joins, this.subqueries)
    this.joins.push(` INNER JOIN ${scope.table} ON ${on(scope)}`)
    return scope
  }

  column({ databaseName }: ColumnMetadata): string {
    return `${this.alias}.${this.dialect.quote(databaseName)}`
  }

  /** What follows FROM. */
  get from(): string {
    return this.table + this.joins.join('')
  }

  private get table(): string {
    return `${tableName(this.metadata, this.dialect)} ${this.alias}`
  }
}

/** The quoted name of an entity's table, with its schema or database. */
export function tableName({ tablePath }: EntityMetadata, dialect: Dialect): string {
  return tablePath
    .split('.')
    .map((part) => dialect.quote(part))
    .join('.')
}
