import { inverses, type Operation } from './operations'
import type { EngineName } from './schema-state'
import { literal, quoted } from './write-literal'
import { writeOperation } from './write-operation'

/** What a migration file is made of. */
export interface MigrationDraft {
  /** Without its number: `add_article_views`. */
  readonly name: string
  readonly engine: EngineName
  readonly operations: readonly Operation[]
  /** `authors/0001_initial`. */
  readonly dependencies?: readonly string[]
}

/** The TypeScript of a migration. */
export function writeMigration(
  { name, engine, operations, dependencies = [] }: MigrationDraft,
  importFrom = 'nuages/migrations'
): string {
  const start = '  static override readonly dependencies = '
  const list = literal(dependencies, 2, start.length - 2)
  const needs = dependencies.length === 0 ? '' : `${start}${list}\n\n`
  return `import { Migration, type SchemaEditor } from ${quoted(importFrom)}

export default class ${classNameOf(name)} extends Migration {
${needs}  async up(schema: SchemaEditor): Promise<void> {
${body(operations, engine)}
  }

  override async down(schema: SchemaEditor): Promise<void> {
${body(inverses(operations), engine)}
  }
}
`
}

function body(operations: readonly Operation[], engine: EngineName): string {
  if (operations.length === 0) return "    await schema.run('SELECT 1')"
  return operations.map((operation) => writeOperation(operation, engine)).join('\n')
}

/** `add_article_views` as the name of a class; never one that the file imports. */
export function classNameOf(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '')
  const joined = words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('')
  if (['', 'Migration'].includes(joined)) return 'MigrationItself'
  const isTaken = ['SchemaEditor', 'Promise'].includes(joined)
  return isTaken || /^\d/.test(joined) ? `Migration${joined}` : joined
}
