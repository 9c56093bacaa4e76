import type { JsonMembers } from './json-shape'
import { shapeOfName, shapeOfNames } from './shape-name'

/** What is read of a row: its columns, and the rows that relations lead to, each of them with what is read of it. */
export interface ReadTree {
  /** The names of the columns, besides the key; all where it is missing. */
  readonly only?: readonly string[]
  readonly related: Readonly<Record<string, ReadTree>>
  /** Nothing but this: relations that are always loaded elsewhere are left out too. */
  readonly isExact?: boolean
}

/** `['author', 'author.company']` as a tree. */
export function readTree(paths: readonly string[], only?: readonly string[]): ReadTree {
  const tree: ReadTree = { only, related: {} }
  for (const path of paths) {
    let branch = tree
    for (const name of path.split('.')) {
      branch = (branch.related as Record<string, ReadTree>)[name] ??= { related: {} }
    }
  }
  return tree
}

/** What tells trees apart. */
export function shapeOfTree({ only, related, isExact }: ReadTree): string {
  const columns = only === undefined ? '*' : shapeOfNames(only)
  const inner = Object.entries(related).map(
    ([name, tree]) => `${shapeOfName(name)}${shapeOfTree(tree)}`
  )
  return `${isExact === true ? '!' : ''}(${columns}|${inner.join()})`
}

/** A tree, and what tells it from others in the shape of a query. */
export interface Reading {
  readonly tree: ReadTree
  /** What the JSON of a row has, where a database may be able to write it. */
  readonly members?: JsonMembers
  readonly shape: string
}
