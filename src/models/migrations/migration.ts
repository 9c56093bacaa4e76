import type { SchemaEditor } from './schema-editor'

/** One step of a schema's history: `up` takes it, `down` takes it back. */
export abstract class Migration {
  /** Migrations of other folders that have to run first: `['authors/0002_add_email']`. */
  static readonly dependencies?: readonly string[]

  /**
   * `false` runs each operation on its own, for what PostgreSQL refuses inside a transaction. MySQL and MariaDB commit
   * every operation anyway; SQLite always uses a transaction.
   */
  static readonly transaction?: boolean

  abstract up(schema: SchemaEditor): Promise<void> | void

  /** Left out, the migration cannot be rolled back. */
  down?(schema: SchemaEditor): Promise<void> | void
}
