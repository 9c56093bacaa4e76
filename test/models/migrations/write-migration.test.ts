import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { diffSchemas } from '../../../src/models/migrations/diff'
import { migrationName } from '../../../src/models/migrations/migration-name'
import type { Operation } from '../../../src/models/migrations/operations'
import type { ColumnDefinition } from '../../../src/models/migrations/schema'
import { classNameOf, writeMigration } from '../../../src/models/migrations/write-migration'
import { writeOperation } from '../../../src/models/migrations/write-operation'
import { Random, randomSchema } from './random-schema'

const add = (name: string, definition: ColumnDefinition, backfill?: string): Operation => ({
  kind: 'addColumn',
  table: 'article',
  name,
  definition,
  ...(backfill === undefined ? {} : { backfill })
})

const long =
  'a text that is much too long to stand on one line with everything that comes before it'

it('writes up and down', () => {
  const operations = [add('views', { type: 'integer', default: '0' })]
  expect(writeMigration({ name: 'add_article_views', engine: 'sqlite', operations }))
    .toBe(`import { Migration, type SchemaEditor } from 'nuages/migrations'

export default class AddArticleViews extends Migration {
  async up(schema: SchemaEditor): Promise<void> {
    await schema.addColumn('article', 'views', { type: 'integer', default: '0' })
  }

  override async down(schema: SchemaEditor): Promise<void> {
    await schema.dropColumn('article', 'views')
  }
}
`)
})

it.each<[string, Operation, string]>([
  [
    'a default in quotes',
    add('language', { type: 'text', default: "'fr'" }),
    `    await schema.addColumn('article', 'language', { type: 'text', default: "'fr'" })`
  ],
  [
    'a value for once',
    add('views', { type: 'integer' }, '0'),
    `    await schema.addColumn('article', 'views', { type: 'integer' }, { backfill: '0' })`
  ],
  [
    'a long definition',
    add('summary', { type: 'text', comment: long }),
    `    await schema.addColumn('article', 'summary', {
      type: 'text',
      comment:
        '${long}'
    })`
  ],
  [
    'a query of several lines',
    { kind: 'createView', name: 'recent', definition: { expression: 'SELECT `id`\nFROM article' } },
    `    await schema.createView('recent', {
      expression: \`SELECT \\\`id\\\`
FROM article\`
    })`
  ],
  [
    'another type name of an enum',
    { kind: 'renameEnum', table: 'article', from: 'a_enum', to: 'b_enum' },
    `    await schema.run('ALTER TYPE "a_enum" RENAME TO "b_enum"')`
  ],
  [
    'another storage engine',
    { kind: 'changeEngine', table: 'article', from: undefined, to: 'MyISAM' },
    "    await schema.run('ALTER TABLE `article` ENGINE = MyISAM')"
  ],
  [
    'no comment any more',
    { kind: 'commentTable', table: 'article', from: 'old', to: undefined },
    `    await schema.commentTable('article')`
  ]
])('writes %s', (_case, operation, text) => {
  expect(writeOperation(operation, 'postgres')).toBe(text)
})

it.each<[ColumnDefinition, ColumnDefinition, string]>([
  [{ type: 'text' }, { type: 'integer' }, ''],
  [{ type: 'integer' }, { type: 'numeric', precision: 8, scale: 2 }, ''],
  [{ type: 'enum', enum: ['a'] }, { type: 'jsonb' }, '"x"::text::jsonb'],
  [{ type: 'boolean' }, { type: 'bigint' }, '"x"::integer::bigint'],
  [{ type: 'text' }, { type: 'text', array: true }, 'ARRAY["x"]::text[]'],
  [{ type: 'text', array: true }, { type: 'integer' }, '"x"::text::integer'],
  [
    { type: 'integer' },
    { type: 'timestamp with time zone', precision: 3 },
    '"x"::text::timestamp(3) with time zone'
  ]
])('spells out the casts that PostgreSQL lacks: %j to %j', (from, to, using) => {
  const text = writeOperation({ kind: 'alterColumn', table: 'a', name: 'x', from, to }, 'postgres')
  expect(/using:\s+'([^']*)'/.exec(text)?.[1] ?? '').toBe(using)
})

it.each([
  ['add_article_views', 'AddArticleViews'],
  ['2nd_try', 'Migration2ndTry'],
  ['migration', 'MigrationItself'],
  ['', 'MigrationItself']
])('names the class of %j', (name, expected) => {
  expect(classNameOf(name)).toBe(expected)
})

it.each<[string, Operation[], string]>([
  ['one column', [add('views', { type: 'int' })], 'add_article_views'],
  [
    'two columns',
    [add('a', { type: 'int' }), add('b', { type: 'int' })],
    'add_article_a_article_b'
  ],
  [
    'a table and its index',
    [
      { kind: 'createTable', table: 'tag', definition: { columns: {} } },
      { kind: 'addIndex', table: 'tag', name: 'i', definition: { columns: ['name'] } }
    ],
    'create_tag'
  ],
  [
    'an index alone',
    [{ kind: 'addIndex', table: 'tag', name: 'i', definition: { columns: ['name'] } }],
    'add_index_tag_name'
  ],
  [
    'more than a name can say',
    ['first', 'second', 'third', 'fourth', 'fifth'].map((name) => add(name, { type: 'int' })),
    'add_article_first_article_second_article_third_and_more'
  ],
  ['nothing', [], 'auto']
])('is called after %s', (_case, operations, name) => {
  expect(migrationName(operations, false)).toBe(name)
})

it('is laid out as Prettier would', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nuages-prettier-'))
  const random = new Random(7)
  for (let index = 0; index < 60; index++) {
    const engine = random.pick(['sqlite', 'postgres', 'mysql'] as const)
    const [from, to] = [randomSchema(random, engine), randomSchema(random, engine)]
    const operations = diffSchemas(from, to, engine)
    const dependencies = random.some(['authors/0001_initial', `authors/0002_${'long_'.repeat(14)}`])
    const source = writeMigration({ name: 'random', engine, operations, dependencies })
    writeFileSync(join(folder, `${index}.ts`), source)
  }
  const root = resolve(__dirname, '../../..')
  const prettier = join(root, 'node_modules/prettier/bin/prettier.cjs')
  const config = join(root, '.prettierrc.json')
  const args = [prettier, '--config', config, '--list-different', folder]
  const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  rmSync(folder, { recursive: true })
  expect(stdout).toBe('')
})
