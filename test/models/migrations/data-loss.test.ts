import { risksOf } from '../../../src/models/migrations/data-loss'
import type { Operation } from '../../../src/models/migrations/operations'
import type { ColumnDefinition } from '../../../src/models/migrations/schema'

const change = (from: ColumnDefinition, to: ColumnDefinition): Operation => ({
  kind: 'alterColumn',
  table: 'article',
  name: 'x',
  from,
  to
})

const reasons = (operation: Operation, kind: 'loses' | 'mayFail'): string[] =>
  risksOf([operation])
    .filter((risk) => risk.kind === kind)
    .map(({ reason }) => reason)

const decimal = (precision: number, scale: number): ColumnDefinition => ({
  type: 'decimal',
  precision,
  scale
})

it.each<[string, ColumnDefinition, ColumnDefinition, string[]]>([
  ['a longer text', { type: 'varchar', length: '50' }, { type: 'varchar', length: '60' }, []],
  ['a text of any length', { type: 'varchar', length: '50' }, { type: 'text' }, []],
  ['a wider integer', { type: 'integer' }, { type: 'bigint' }, []],
  ['a number as text', { type: 'integer' }, { type: 'text' }, []],
  ['more digits', decimal(8, 2), decimal(12, 4), []],
  ['a date as a moment', { type: 'date' }, { type: 'timestamp with time zone' }, []],
  ['another way to write JSON', { type: 'jsonb' }, { type: 'json' }, []],
  ['one more value', { type: 'enum', enum: ['a'] }, { type: 'enum', enum: ['a', 'b'] }, []],
  [
    'an enum as a text it fits',
    { type: 'enum', enum: ['abc'] },
    { type: 'varchar', length: '3' },
    []
  ],
  ['a default', { type: 'integer' }, { type: 'integer', default: '0' }, []],
  ['how a number is shown', { type: 'tinyint' }, { type: 'tinyint', length: '1' }, []],
  [
    'a shorter text',
    { type: 'varchar', length: '60' },
    { type: 'varchar', length: '50' },
    ['narrows article.x from varchar(60) to varchar(50)']
  ],
  [
    'a text that ends',
    { type: 'text' },
    { type: 'varchar', length: '50' },
    ['makes article.x varchar(50), which was text']
  ],
  [
    'a smaller integer',
    { type: 'bigint' },
    { type: 'integer' },
    ['makes article.x integer, which was bigint']
  ],
  [
    'a number of a text',
    { type: 'text' },
    { type: 'integer' },
    ['makes article.x integer, which was text']
  ],
  [
    'fewer digits before the point',
    decimal(8, 2),
    decimal(8, 4),
    ['narrows article.x from decimal(8,2) to decimal(8,4)']
  ],
  [
    'fewer digits behind the point',
    decimal(8, 2),
    decimal(8, 1),
    ['narrows article.x from decimal(8,2) to decimal(8,1)']
  ],
  [
    'fewer fractions of a second',
    { type: 'datetime', precision: 6 },
    { type: 'datetime', precision: 3 },
    ['narrows article.x from datetime(6) to datetime(3)']
  ],
  [
    'no sign',
    { type: 'int' },
    { type: 'int', unsigned: true },
    ['narrows article.x from int to int unsigned']
  ],
  [
    'a value less',
    { type: 'enum', enum: ['a', 'b'] },
    { type: 'enum', enum: ['a'] },
    ["takes 'b' from the values of article.x"]
  ],
  [
    'a text as an enum',
    { type: 'varchar' },
    { type: 'enum', enum: ['a'] },
    ['makes article.x enum, which was varchar']
  ],
  [
    'one of a list',
    { type: 'text', array: true },
    { type: 'text' },
    ['keeps no list in article.x']
  ],
  [
    'fewer characters',
    { type: 'text' },
    { type: 'text', charset: 'latin1' },
    ['writes article.x in latin1']
  ]
])('knows what %s loses', (_case, from, to, expected) => {
  expect(reasons(change(from, to), 'loses')).toEqual(expected)
})

it.each<[Operation, string[]]>([
  [{ kind: 'dropTable', table: 'a', definition: { columns: {} } }, ['drops the table a']],
  [
    { kind: 'dropColumn', table: 'a', name: 'x', definition: { type: 'text' } },
    ['drops the column a.x']
  ],
  [
    { kind: 'dropColumn', table: 'a', name: 'x', definition: { type: 'int', generatedAs: '1' } },
    []
  ],
  [{ kind: 'renameColumn', table: 'a', from: 'x', to: 'y' }, []],
  [{ kind: 'dropIndex', table: 'a', name: 'i', definition: { columns: ['x'] } }, []],
  [{ kind: 'dropView', name: 'v', definition: { expression: 'SELECT 1' } }, []]
])('knows what is lost: %j', (operation, expected) => {
  expect(reasons(operation, 'loses')).toEqual(expected)
})

it.each<[Operation, string[]]>([
  [
    { kind: 'addUnique', table: 'a', name: 'u', definition: { columns: ['x', 'y'] } },
    ['needs different values in a.x, a.y']
  ],
  [
    { kind: 'addIndex', table: 'a', name: 'i', definition: { columns: ['x'], unique: true } },
    ['needs different values in a.x']
  ],
  [{ kind: 'addIndex', table: 'a', name: 'i', definition: { columns: ['x'] } }, []],
  [
    { kind: 'addCheck', table: 'a', name: 'c', definition: { expression: 'x > 0' } },
    ['needs rows of a that fit x > 0']
  ],
  [
    {
      kind: 'addForeignKey',
      table: 'a',
      name: 'f',
      definition: { columns: ['x'], references: { table: 'b', columns: ['id'] } }
    },
    ['needs rows in b for every a.x']
  ],
  [change({ type: 'int', nullable: true }, { type: 'int' }), ['needs a value in every article.x']],
  [{ ...change({ type: 'int', nullable: true }, { type: 'int' }), backfill: '0' } as Operation, []],
  [
    change({ type: 'int' }, { type: 'int', primary: true }),
    ['makes article.x part of the primary key']
  ]
])('knows what rows may keep it from: %j', (operation, expected) => {
  expect(reasons(operation, 'mayFail')).toEqual(expected)
})

it('sees no risk in tables that it makes itself', () => {
  const operations: Operation[] = [
    { kind: 'createTable', table: 'a', definition: { columns: { x: { type: 'int' } } } },
    { kind: 'addUnique', table: 'a', name: 'u', definition: { columns: ['x'] } }
  ]
  expect(risksOf(operations)).toEqual([])
})
