/** Relations to load, and those to load with them: `{ author: { company: {} }, tags: {} }`. */
export interface RelatedTree {
  readonly [name: string]: RelatedTree
}

/** `['author', 'author.company']` as a tree. */
export function relatedTree(paths: readonly string[]): RelatedTree {
  const tree: Record<string, RelatedTree> = {}
  for (const path of paths) {
    let branch = tree
    for (const name of path.split('.')) {
      branch = (branch[name] ??= {}) as Record<string, RelatedTree>
    }
  }
  return tree
}
