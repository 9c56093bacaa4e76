import type { DataSource } from 'typeorm'
import { applyMigration, type Direction } from '../../../src/models/migrations/apply-migration'
import type { LoadedMigration } from '../../../src/models/migrations/load-migrations'
import { withLockedSession } from '../../../src/models/migrations/migration-session'
import { readSchema } from '../../../src/models/migrations/read-schema'
import type { TableDefinition } from '../../../src/models/migrations/schema'
import type { SchemaEditor } from '../../../src/models/migrations/schema-editor'
import type { EngineName, SchemaState } from '../../../src/models/migrations/schema-state'

export type Edit = (schema: SchemaEditor) => Promise<void>

/** A migration without a file. */
export function migrationOf(up: Edit, settings: Partial<LoadedMigration> = {}): LoadedMigration {
  return {
    folder: 'test',
    name: '0001_test',
    path: '',
    checksum: 'ts:',
    dependencies: [],
    isTransactional: true,
    isReversible: true,
    up,
    down: () => Promise.resolve(),
    ...settings
  }
}

/** Run a migration, or take it back. */
export function apply(
  database: DataSource,
  migration: LoadedMigration,
  direction: Direction = 'up'
): Promise<boolean> {
  return withLockedSession({ database }, (session) => applyMigration(session, migration, direction))
}

let count = 0

/** Run `up` as a migration of its own. */
export async function edit(
  database: DataSource,
  up: Edit,
  settings: Partial<LoadedMigration> = {}
): Promise<void> {
  await apply(database, migrationOf(up, { name: `${++count}_edit`, ...settings }))
}

/** The tables of the test, without those that keep records. */
export async function schemaOf(database: DataSource): Promise<SchemaState> {
  const { tables, views } = await readSchema(database)
  const { nuages_migrations: _records, typeorm_metadata: _notes, ...rest } = tables
  return { tables: rest, views }
}

/** What a database holds: its schema, and its rows by table. */
export async function contentOf(database: DataSource): Promise<object> {
  const schema = await schemaOf(database)
  const rows: Record<string, unknown> = {}
  for (const table of Object.keys(schema.tables)) {
    const path = database.driver.escape(table)
    const columns = Object.keys(schema.tables[table]!.columns)
    rows[table] = await database.query(
      `SELECT * FROM ${path} ORDER BY ${columns.map((name) => database.driver.escape(name)).join(', ')}`
    )
  }
  return { schema, rows }
}

const integer = (engine: EngineName): string => (engine === 'mysql' ? 'int' : 'integer')

const idOf = (engine: EngineName) =>
  ({ type: integer(engine), primary: true, generated: 'increment' }) as const

export const authorTable = (engine: EngineName): TableDefinition => ({
  columns: {
    id: idOf(engine),
    name: { type: 'varchar', length: '50' },
    email: { type: 'varchar', length: '100', nullable: true }
  },
  uniques: { UQ_author_name: { columns: ['name'] } }
})

export const articleTable = (engine: EngineName): TableDefinition => ({
  columns: {
    id: idOf(engine),
    title: { type: 'varchar', length: '200' },
    views: { type: integer(engine), default: '0' },
    pages: { type: integer(engine), nullable: true },
    status: statusColumn(engine, ['draft', 'published']),
    authorId: { type: integer(engine) }
  },
  indices: { IDX_article_title: { columns: ['title'] } },
  checks: { CHK_article_views: { expression: checkText(engine) } },
  foreignKeys: {
    FK_article_author: {
      columns: ['authorId'],
      references: { table: 'author', columns: ['id'] },
      onDelete: 'CASCADE'
    }
  }
})

export const commentTable = (engine: EngineName): TableDefinition => ({
  columns: {
    id: idOf(engine),
    text: { type: 'varchar', length: '100' },
    articleId: { type: integer(engine) }
  },
  foreignKeys: {
    FK_comment_article: {
      columns: ['articleId'],
      references: { table: 'article', columns: ['id'] },
      onDelete: 'CASCADE'
    }
  }
})

export function statusColumn(engine: EngineName, values: readonly string[]) {
  const type = engine === 'sqlite' ? 'varchar' : 'enum'
  return { type, enum: values, default: "'draft'" } as const
}

const checkText = (engine: EngineName): string =>
  engine === 'mysql' ? '`views` >= 0' : '"views" >= 0'

/** Three tables with rows, tied together by foreign keys. */
export async function createBlog(schema: SchemaEditor): Promise<void> {
  const { engine } = schema
  await schema.createTable('author', authorTable(engine))
  await schema.createTable('article', articleTable(engine))
  await schema.createTable('comment', commentTable(engine))
  const quote = (name: string): string => (engine === 'mysql' ? name : `"${name}"`)
  await schema.run(
    `INSERT INTO author (name, email) VALUES ('Django', 'd@example.org'), ('Stéphane', NULL), ('gone', NULL)`
  )
  await schema.run(`DELETE FROM author WHERE name = 'gone'`)
  await schema.run(
    `INSERT INTO article (title, views, pages, status, ${quote('authorId')}) VALUES
      ('Nuages', 12, 3, 'published', 1), ('Minor Swing', 0, NULL, 'draft', 1), ('It''s', 7, 2, 'draft', 2)`
  )
  await schema.run(
    `INSERT INTO comment (text, ${quote('articleId')}) VALUES ('fine', 1), ('very', 1), ('so', 3)`
  )
}
