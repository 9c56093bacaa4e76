import { NuagesError, nearest } from '../../errors'
import { labelOf, type Ordered } from './order-migrations'

/** The migration that a name means: `articles/0003_add_views`, `articles/0003`, or `0003` where one folder has it. */
export function findMigration<M extends Ordered>(migrations: readonly M[], name: string): M {
  const matches = migrations.filter((migration) => isMeant(migration, name))
  const [found] = matches
  if (found !== undefined && matches.length === 1) return found
  const labels = migrations.map(labelOf)
  if (found !== undefined) {
    throw new NuagesError(
      'MIGRATION_UNKNOWN',
      `"${name}" may be ${matches.map(labelOf).join(' or ')}.`,
      'Write more of the name, with its folder.'
    )
  }
  const [meant] = nearest(name, [...labels, ...migrations.map((migration) => migration.name)])
  throw new NuagesError(
    'MIGRATION_UNKNOWN',
    `No migration is called "${name}".`,
    meant === undefined
      ? `There ${labels.length === 0 ? 'are none' : `are ${labels.join(', ')}`}.`
      : `Did you mean "${meant}"?`
  )
}

function isMeant(migration: Ordered, name: string): boolean {
  const slash = name.lastIndexOf('/')
  const own = name.slice(slash + 1)
  if (slash !== -1 && migration.folder !== name.slice(0, slash)) return false
  return migration.name === own || migration.name.startsWith(`${own}_`)
}

/** A migration, and all that have to run before it. */
export function withThoseBefore<M extends Ordered>(migrations: readonly M[], last: M): Set<M> {
  const needed = new Set([last])
  // they are in order: what is needed stands in front of what needs it
  for (const migration of [...migrations].reverse()) {
    if (needed.has(migration))
      for (const one of directlyBefore(migrations, migration)) needed.add(one)
  }
  return needed
}

/** Migrations that cannot stay when others go: those, and all that stand on them. */
export function withThoseAfter<M extends Ordered>(
  migrations: readonly M[],
  first: Iterable<M>
): Set<M> {
  const gone = new Set(first)
  for (const migration of migrations) {
    if (directlyBefore(migrations, migration).some((one) => gone.has(one))) gone.add(migration)
  }
  return gone
}

function directlyBefore<M extends Ordered>(migrations: readonly M[], migration: M): M[] {
  const same = migrations.filter(({ folder }) => folder === migration.folder)
  const previous = same[same.indexOf(migration) - 1]
  const needed = migrations.filter((one) => migration.dependencies.includes(labelOf(one)))
  return previous === undefined ? needed : [previous, ...needed]
}
