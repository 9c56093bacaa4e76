import { NuagesError, nearest } from '../../errors'

/** What is known of a migration before it runs. */
export interface Ordered {
  readonly folder: string
  readonly name: string
  readonly dependencies: readonly string[]
}

/** `articles/0003_add_views` */
export function labelOf({ folder, name }: Pick<Ordered, 'folder' | 'name'>): string {
  return `${folder}/${name}`
}

/** Put migrations behind those that they depend on; else they keep their order. */
export function orderMigrations<M extends Ordered>(migrations: readonly M[]): M[] {
  const byLabel = new Map(migrations.map((migration) => [labelOf(migration), migration]))
  const ordered = new Set<M>()
  const visit = (migration: M, path: readonly M[]): void => {
    if (ordered.has(migration)) return
    if (path.includes(migration)) throw cycle([...path.slice(path.indexOf(migration)), migration])
    const before = migrations[migrations.indexOf(migration) - 1]
    if (before?.folder === migration.folder) visit(before, [...path, migration])
    for (const name of migration.dependencies) {
      const needed = byLabel.get(name)
      if (needed === undefined) throw unknown(migration, name, byLabel.keys())
      visit(needed, [...path, migration])
    }
    ordered.add(migration)
  }
  for (const migration of migrations) visit(migration, [])
  return [...ordered]
}

function cycle(migrations: readonly Ordered[]): NuagesError {
  return new NuagesError(
    'MIGRATION_CYCLE',
    `Migrations wait for each other: ${migrations.map(labelOf).join(' → ')}.`,
    'Remove one of the dependencies, or move what both need into a migration before them.'
  )
}

function unknown(migration: Ordered, name: string, known: Iterable<string>): NuagesError {
  const [meant] = nearest(name, known)
  return new NuagesError(
    'MIGRATION_UNKNOWN',
    `${labelOf(migration)} depends on "${name}", which is no migration.`,
    meant === undefined ? 'Write it as `folder/0001_name`.' : `Did you mean "${meant}"?`
  )
}
