import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import type { RelationMetadata } from 'typeorm/metadata/RelationMetadata.js'
import { relationOf, setRelated } from './fields'

/** Relations to load, and those to load with them: `{ author: { company: {} }, tags: {} }`. */
export interface RelatedTree {
  [name: string]: RelatedTree
}

/** A relation to many rows, which a join would multiply: it is loaded by a query of its own. */
interface Branch {
  /** The relations to one row that lead there. */
  readonly path: readonly RelationMetadata[]
  readonly relation: RelationMetadata
  readonly tree: RelatedTree
}

type Row = ObjectLiteral

// SQLite takes 32,766 parameters, PostgreSQL 65,535
const KEYS_PER_QUERY = 10_000

/** `['author', 'author.company']` as a tree. */
export function relatedTree(paths: readonly string[]): RelatedTree {
  const tree: RelatedTree = {}
  for (const path of paths) {
    let branch = tree
    for (const name of path.split('.')) branch = branch[name] ??= {}
  }
  return tree
}

/** Join the relations to one row, with those that are declared eager; the others are returned, to be loaded when the rows are there. */
export function joinRelated<T extends Row>(
  builder: SelectQueryBuilder<T>,
  alias: string,
  metadata: EntityMetadata,
  tree: RelatedTree,
  path: readonly RelationMetadata[] = []
): Branch[] {
  const eager = metadata.eagerRelations.map(({ propertyPath }) => propertyPath)
  const all = { ...relatedTree(eager), ...tree }
  return Object.entries(all).flatMap(([name, subtree]) => {
    const relation = relationOf(metadata, name)
    if (relation.isOneToMany || relation.isManyToMany) return [{ path, relation, tree: subtree }]
    const joined = `${alias}__${name.replaceAll('.', '_')}`
    builder.leftJoinAndSelect(`${alias}.${name}`, joined)
    const { inverseEntityMetadata } = relation
    return joinRelated(builder, joined, inverseEntityMetadata, subtree, [...path, relation])
  })
}

/** Load what could not be joined, one query for each relation, whatever the number of rows. */
export async function loadBranches(
  manager: EntityManager,
  rows: readonly Row[],
  branches: readonly Branch[]
): Promise<void> {
  for (const { path, relation, tree } of branches) {
    const parents = path.reduce<readonly Row[]>(follow, rows)
    for (let start = 0; start < parents.length; start += KEYS_PER_QUERY) {
      await loadMany(manager, parents.slice(start, start + KEYS_PER_QUERY), relation, tree)
    }
  }
}

function follow(rows: readonly Row[], relation: RelationMetadata): Row[] {
  return rows.flatMap((row) => (relation.getEntityValue(row) as Row | null) ?? [])
}

async function loadMany(
  manager: EntityManager,
  parents: readonly Row[],
  relation: RelationMetadata,
  tree: RelatedTree
): Promise<void> {
  const { entityMetadata, inverseEntityMetadata, propertyPath } = relation
  const keys = entityMetadata.primaryColumns
  const builder = manager
    .createQueryBuilder(entityMetadata.target, 'parent')
    .select(keys.map((column) => `parent.${column.propertyPath}`))
    .leftJoinAndSelect(`parent.${propertyPath}`, 'child')
    .whereInIds(parents.map((parent) => entityMetadata.getEntityIdMap(parent)))
  for (const { propertyPath: key } of inverseEntityMetadata.primaryColumns) {
    builder.addOrderBy(`child.${key}`)
  }
  const branches = joinRelated(builder, 'child', inverseEntityMetadata, tree)
  const found = new Map<string, Row[]>()
  for (const row of await builder.getMany()) {
    found.set(keyText(entityMetadata, row), relation.getEntityValue(row) as Row[])
  }
  await loadBranches(manager, [...found.values()].flat(), branches)
  for (const parent of parents) {
    setRelated(relation, parent, [...(found.get(keyText(entityMetadata, parent)) ?? [])])
  }
}

function keyText({ primaryColumns }: EntityMetadata, row: Row): string {
  return primaryColumns.map((column) => String(column.getEntityValue(row))).join('\0')
}
