import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import type { RelationMetadata } from 'typeorm/metadata/RelationMetadata.js'
import { relationOf, unknownField } from '../fields'
import type { RelatedTree } from './related-tree'
import type { Scope } from './scope'

/** A column that is read, and its name in the rows of the answer. */
export interface SelectedColumn {
  readonly column: ColumnMetadata
  readonly name: string
}

/** A relation to many rows: read by a query of its own when the rows are there. */
export interface Branch {
  readonly relation: RelationMetadata
  readonly tree: RelatedTree
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

  /** Read the columns of `scope` (all, or those named), and the rows that `tree` tells. */
  select(scope: Scope, tree: RelatedTree, only?: readonly string[]): Selection {
    const { metadata } = scope
    const columns = columnsOf(metadata, only).map((column) => ({
      column,
      name: this.term(columnSql(scope, column))
    }))
    const branches: Branch[] = []
    const joined: JoinedSelection[] = []
    for (const [name, subtree] of Object.entries(withEager(metadata, tree))) {
      const relation = relationOf(metadata, name)
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
  only: readonly string[] | undefined
): ColumnMetadata[] {
  const known = metadata.columns.filter(
    ({ isVirtual, isVirtualProperty, isDiscriminator }) =>
      !isVirtual || isVirtualProperty || isDiscriminator
  )
  if (only === undefined) return known.filter(({ isSelect }) => isSelect)
  for (const name of only) {
    if (!known.some(({ propertyPath }) => isWithin(propertyPath, name))) {
      throw unknownField(metadata, name)
    }
  }
  return known.filter(
    ({ propertyPath, isPrimary, isDiscriminator }) =>
      isPrimary || isDiscriminator || only.some((name) => isWithin(propertyPath, name))
  )
}

function isWithin(path: string, name: string): boolean {
  return path === name || path.startsWith(`${name}.`)
}

function columnSql(scope: Scope, column: ColumnMetadata): string {
  if (column.isVirtualProperty && column.query !== undefined)
    return `(${column.query(scope.alias)})`
  const text = scope.column(column)
  const { driver } = column.entityMetadata.dataSource
  // SQLite reads some types exactly only through a function
  const exact = driver as { wrapWithJsonFunction?(text: string, column: ColumnMetadata): string }
  return exact.wrapWithJsonFunction?.(text, column) ?? text
}

function withEager({ eagerRelations }: EntityMetadata, tree: RelatedTree): RelatedTree {
  const eager = Object.fromEntries(eagerRelations.map(({ propertyPath }) => [propertyPath, {}]))
  return { ...eager, ...tree }
}
