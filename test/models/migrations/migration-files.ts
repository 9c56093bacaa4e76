import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const source = resolve(__dirname, '../../../src/models/migrations/migration.ts')
const folders: string[] = []

/** A folder of migrations, each by its name and the members of its class. */
export function writeMigrations(migrations: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'nuages-migrations-'))
  folders.push(folder)
  mkdirSync(folder, { recursive: true })
  for (const [name, members] of Object.entries(migrations)) addMigration(folder, name, members)
  return folder
}

export function addMigration(folder: string, name: string, members: string): void {
  writeFileSync(
    join(folder, `${name}.js`),
    `const { Migration } = require(${JSON.stringify(source)})\n` +
      `exports.default = class extends Migration {\n${members}\n}\n`
  )
}

/** `up` and `down` of a migration that creates a table. */
export function creating(table: string, rest = ''): string {
  return `
    async up(schema) {
      const type = schema.engine === 'mysql' ? 'int' : 'integer'
      await schema.createTable('${table}', { columns: { id: { type, primary: true } } })
    }
    async down(schema) { await schema.dropTable('${table}') }
    ${rest}`
}

export function removeMigrations(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
}
