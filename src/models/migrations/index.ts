export { checkMigrations, type CheckMigrationsResult } from './check-migrations'
export type { AddColumnOptions, AlterColumnOptions, IndexOptions } from './edit-options'
export {
  makeMigrations,
  type MakeMigrationsOptions,
  type MakeMigrationsResult
} from './make-migrations'
export { migrate, type MigrateOptions, type MigrateResult } from './migrate'
export { Migration } from './migration'
export type { MigrationFolder, MigrationOptions } from './migration-options'
export type { Ask, DefaultQuestion, Question, RenameQuestion } from './questions'
export { rollback, type RollbackOptions, type RollbackResult } from './rollback'
export type {
  CheckDefinition,
  ColumnDefinition,
  ForeignKeyDefinition,
  IndexDefinition,
  TableDefinition,
  UniqueDefinition,
  ViewDefinition
} from './schema'
export type { SchemaEditor } from './schema-editor'
export { showMigrations, type MigrationStatus } from './show-migrations'
export { sqlMigrate, type SqlMigrateOptions } from './sql-migrate'
export type { Risk } from './data-loss'
export type { MigrationFile } from './draft-files'
export type { Operation } from './operations'
