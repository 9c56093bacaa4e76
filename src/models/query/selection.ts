import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import type { RelationMetadata } from 'typeorm/metadata/RelationMetadata.js'
import { UnusableField } from '../errors'
import { relationOf, unknownField } from '../fields'
import type { ReadTree } from './read-tree'
import type { Scope } from './scope'

/** A column that is read, and its name in the rows of the answer. */
export interface SelectedColumn {
  readonly column: ColumnMetadata
  readonly name: string
}

/** A relation to many rows: read by a query of its own when the rows are there. */
export interface Branch {
  readonly relation: RelationMetadata
  readonly tree: ReadTree
}

/** What is read of an entity: its columns, and the rows that it refers to. */
export interface Selection {
  readonly metadata: EntityMetadata
  readonly columns: readonly SelectedColumn[]
  readonly joined: readonly JoinedSelection[]
  readonly branches: readonly Branch[]
}

export interface JoinedSelection {
  readonly relation: RelationMetadata
  readonly selection: Selection
}

/** Collects what a SELECT reads. */
export class Selector {
  /** What stands between SELECT and FROM. */
  readonly terms: string[] = []

  /** Read what `tree` tells of `scope`. */
  select(scope: Scope, tree: ReadTree): Selection {
    const { metadata } = scope
    const relations = Object.entries(relatedOf(metadata, tree)).map(
      ([name, subtree]) => [relationOf(metadata, name), subtree] as const
    )
    const needed = relations.flatMap(([relation]) => referencedColumns(relation))
    const columns = columnsOf(metadata, tree.only, needed).map((column) => ({
      column,
      name: this.term(columnSql(scope, column))
    }))
    const branches: Branch[] = []
    const joined: JoinedSelection[] = []
    for (const [relation, subtree] of relations) {
      if (relation.isOneToMany || relation.isManyToMany) branches.push({ relation, tree: subtree })
      else joined.push({ relation, selection: this.select(scope.join(relation), subtree) })
    }
    return { metadata, columns, joined, branches }
  }

  /** Read `text` too; the name that it has in the rows is returned. */
  term(text: string): string {
    const name = `c${this.terms.length}`
    this.terms.push(`${text} AS ${name}`)
    return name
  }
}

function columnsOf(
  metadata: EntityMetadata,
  only: readonly string[] | undefined,
  needed: readonly ColumnMetadata[]
): ColumnMetadata[] {
  const known = metadata.columns.filter(
    ({ isVirtual, isVirtualProperty, isDiscriminator }) =>
      !isVirtual || isVirtualProperty || isDiscriminator
  )
  if (only === undefined)
    return known.filter((column) => column.isSelect || needed.includes(column))
  for (const name of only) {
    if (!known.some(({ propertyPath }) => isWithin(propertyPath, name))) {
      throw notAColumn(metadata, name)
    }
  }
  return known.filter((column) => {
    const { propertyPath, isPrimary, isDiscriminator } = column
    const isNamed = only.some((name) => isWithin(propertyPath, name))
    return isNamed || isPrimary || isDiscriminator || needed.includes(column)
  })
}

/** What the rows of a relation to many rows are found by. */
function referencedColumns(relation: RelationMetadata): ColumnMetadata[] {
  if (!relation.isOneToMany) return []
  return relation.inverseRelation!.joinColumns.map(({ referencedColumn }) => referencedColumn!)
}

function notAColumn(metadata: EntityMetadata, name: string): Error {
  if (metadata.findRelationWithPropertyPath(name) === undefined) return unknownField(metadata, name)
  const hint = `Load it with .with('${name}'); only() names columns.`
  return new UnusableField(metadata.name, name, 'is a relation', hint)
}

function isWithin(path: string, name: string): boolean {
  return path === name || path.startsWith(`${name}.`)
}

function columnSql(scope: Scope, column: ColumnMetadata): string {
  if (column.isVirtualProperty && column.query !== undefined)
    return `(${column.query(scope.alias)})`
  return readableSql(scope.column(column), column)
}

/** How the value of a column is read: SQLite reads some types exactly only through a function. */
export function readableSql(text: string, column: ColumnMetadata): string {
  const { driver } = column.entityMetadata.dataSource
  const exact = driver as { wrapWithJsonFunction?(text: string, column: ColumnMetadata): string }
  return exact.wrapWithJsonFunction?.(text, column) ?? text
}

function relatedOf(
  { eagerRelations }: EntityMetadata,
  { related, isExact }: ReadTree
): ReadTree['related'] {
  if (isExact === true) return related
  const eager = eagerRelations.map(({ propertyPath }) => [propertyPath, { related: {} }])
  return { ...Object.fromEntries(eager), ...related }
}
