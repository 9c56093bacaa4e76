import type { DataSource } from 'typeorm'
import { migrate } from '../../../src/models/migrations/migrate'
import { sqlMigrate } from '../../../src/models/migrations/sql-migrate'
import { describeEngines } from '../engine'
import { schemaOf } from './edit-schema'
import { creating, removeMigrations, writeMigrations } from './migration-files'

// servers that other suites keep busy
jest.setTimeout(60_000)

const CHANGING = `
  async up(schema) {
    await schema.alterColumn('tag', 'id', { type: 'bigint', primary: true })
    await schema.run('UPDATE tag SET id = ?', [7])
    await schema.query('SELECT * FROM tag')
  }
  async down(schema) { await schema.dropTable('tag') }`

const changed = {
  sqlite: [
    'PRAGMA foreign_keys = OFF;',
    'BEGIN;',
    'CREATE TABLE "nuages_copy_of_tag" ("id" bigint PRIMARY KEY NOT NULL);',
    'INSERT INTO "nuages_copy_of_tag" ("id") SELECT "id" FROM "tag";',
    'DROP TABLE "tag";',
    'PRAGMA legacy_alter_table = ON;',
    'ALTER TABLE "nuages_copy_of_tag" RENAME TO "tag";',
    'PRAGMA legacy_alter_table = OFF;',
    'UPDATE tag SET id = ?; -- [7]',
    'COMMIT;',
    'PRAGMA foreign_keys = ON;'
  ],
  postgres: [
    'BEGIN;',
    'ALTER TABLE "tag" ALTER COLUMN "id" TYPE bigint USING "id"::bigint;',
    'UPDATE tag SET id = $1; -- [7]',
    'COMMIT;'
  ],
  mysql: ['ALTER TABLE `tag` MODIFY COLUMN `id` bigint NOT NULL;', 'UPDATE tag SET id = ?; -- [7]']
}

describeEngines((engine) => {
  let database: DataSource
  let folder: string

  beforeEach(async () => {
    database = await engine.open({ entities: [], synchronize: false })
    const changing = engine.kind === 'postgres' ? CHANGING.replace('id = ?', 'id = $1') : CHANGING
    folder = writeMigrations({ '0001_tag': creating('tag'), '0002_change': changing })
  })
  afterAll(removeMigrations)

  it('writes what a migration would run', async () => {
    const sql = await sqlMigrate({ database, folder, name: '0002' })
    expect(sql).toBe(['-- application/0002_change', ...changed[engine.kind], ''].join('\n'))
    expect((await schemaOf(database)).tables).toEqual({})
  })

  it('writes the way back too, whatever the database has seen', async () => {
    await migrate({ database, folder })
    const sql = await sqlMigrate({ database, folder, name: '0001_tag', direction: 'down' })
    expect(sql).toContain('-- application/0001_tag, back')
    expect(sql).toMatch(/DROP TABLE ["`]tag["`];/)
    expect(Object.keys((await schemaOf(database)).tables)).toEqual(['tag'])
  })
})
