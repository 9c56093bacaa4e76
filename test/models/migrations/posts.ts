import type { DataSource } from 'typeorm'
import type { Edit } from './edit-schema'

export const id = { type: 'integer', primary: true, generated: 'increment' } as const
export const status = { type: 'enum', enum: ['draft', 'done'], default: "'draft'" } as const

/** Tables with what only PostgreSQL has: enums, lists, an index on some rows. */
export const createPosts: Edit = async (schema) => {
  await schema.createTable('post', {
    columns: {
      id: { ...id, comment: "the post's number" },
      status,
      before: { ...status, enumName: 'shared' },
      list: { type: 'enum', enum: ['a', 'b'], array: true, default: "'{a}'" },
      price: { type: 'numeric', precision: 8, scale: 2, nullable: true },
      title: { type: 'character varying', length: '200', nullable: true }
    },
    indices: { IDX_draft: { columns: ['title'], where: `status = 'draft'` } },
    checks: { CHK_status: { expression: `status <> 'done' OR title IS NOT NULL` } },
    comment: 'posts'
  })
  await schema.createTable('page', {
    columns: { id, state: { ...status, enumName: 'shared' } }
  })
  await schema.run(
    `INSERT INTO post (status, title, price) VALUES ('done', 'x', 1.5), ('draft', NULL, 2)`
  )
  await schema.run(`INSERT INTO page (state) VALUES ('done')`)
}

/** The names of indices (`i`), sequences (`S`) or materialized views (`m`). */
export async function relationsOf(database: DataSource, kind: string): Promise<string[]> {
  const rows: { relname: string }[] = await database.query(
    'SELECT relname FROM pg_class WHERE relkind = $1 AND relnamespace = current_schema()::regnamespace AND relname NOT LIKE $2 ORDER BY 1',
    [kind, 'nuages%']
  )
  return rows.map(({ relname }) => relname)
}

/** The names of the enums. */
export async function enumsOf(database: DataSource): Promise<string[]> {
  const rows: { typname: string }[] = await database.query(
    "SELECT typname FROM pg_type WHERE typtype = 'e' AND typnamespace = current_schema()::regnamespace ORDER BY 1"
  )
  return rows.map(({ typname }) => typname)
}
