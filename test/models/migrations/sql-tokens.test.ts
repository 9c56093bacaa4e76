import { parseCreateTable } from '../../../src/models/migrations/introspection/create-table'
import { stableExpression } from '../../../src/models/migrations/introspection/postgres-expression'
import {
  isSameExpression,
  mentions,
  renamedIn,
  withoutOuterBrackets
} from '../../../src/models/migrations/sql-tokens'

it.each([
  ['a bare name', 'SELECT id FROM article', true],
  ['a name in other capitals', 'SELECT id FROM ARTICLE', true],
  ['a name in quotes', 'SELECT id FROM "article"', true],
  ['a name in backticks', 'SELECT id FROM `article`', true],
  ['a name in brackets', 'SELECT id FROM [article]', true],
  ['a longer name', 'SELECT id FROM articles', false],
  ['a text', `SELECT 'article'`, false],
  ['a comment', 'SELECT 1 -- article\n/* article */', false]
])('finds a table in %s: %s', (_case, sql, expected) => {
  expect(mentions(sql, 'article')).toBe(expected)
})

it.each([
  ['pages > 0', '"size" > 0'],
  ['"pages" > 0', '"size" > 0'],
  ['`pages` > 0', '`size` > 0'],
  ["pages2 > 'pages'", "pages2 > 'pages'"]
])('renames a column in %s', (sql, expected) => {
  expect(renamedIn(sql, 'pages', 'size')).toBe(expected)
})

it.each([
  ['spaces and capitals', 'a>0 AND b', 'a > 0  and B', true],
  ['outer brackets', '((a > 0))', 'a > 0', true],
  ['quotes around names', '"a" > 0', 'a > 0', true],
  ['a semicolon', 'SELECT 1;', 'SELECT 1', true],
  ['brackets that are two pairs', '(a) OR (b)', 'a) OR (b', false],
  ['texts in other capitals', "a = 'x'", "a = 'X'", false],
  ['a name and a text', '"x"', "'x'", false]
])('compares expressions but for %s', (_case, a, b, expected) => {
  expect(isSameExpression(a, b)).toBe(expected)
})

it.each([
  ['((a > 0))', 'a > 0'],
  ['(a) OR (b)', '(a) OR (b)'],
  ["(a = ')')", "a = ')'"]
])('takes the outer brackets off %s', (sql, expected) => {
  expect(withoutOuterBrackets(sql)).toBe(expected)
})

it.each([
  [
    `((title)::text = ANY ((ARRAY['a'::character varying, 'b]'::character varying])::text[]))`,
    `title IN ('a', 'b]')`
  ],
  [
    `((title)::text <> ALL (ARRAY[('a'::character varying)::text, ('it''s'::character varying)::text]))`,
    `title NOT IN ('a', 'it''s')`
  ],
  [
    `SELECT a."Id" FROM a WHERE a."Tag"::text = ANY (ARRAY['x'::character varying, 'y'::character varying]::text[])`,
    `SELECT a."Id" FROM a WHERE a."Tag" IN ('x', 'y')`
  ],
  ['(views = ANY (ARRAY[1, 2]))', 'views = ANY (ARRAY[1, 2])']
])('words %s as it was written', (sql, expected) => {
  expect(stableExpression(sql)).toBe(expected)
})

describe('a CREATE TABLE of SQLite', () => {
  const { columns, constraints, isWithoutRowid } = parseCreateTable(`CREATE TABLE "a b" (
    "id" integer PRIMARY KEY AUTOINCREMENT, -- the key, as (ever
    "kind" varchar CHECK( "kind" IN ('x, y','z)') ) COLLATE NOCASE,
    [sum] int GENERATED ALWAYS AS (coalesce("x", 0) + 1) STORED,
    \`check\` text DEFAULT (')'),
    CONSTRAINT "CHK_1" CHECK (x in (1, 2) or y <> '), '),
    CONSTRAINT UQ UNIQUE ("kind", [sum]),
    FOREIGN KEY (sum) REFERENCES b (id) DEFERRABLE INITIALLY DEFERRED
  ) WITHOUT ROWID`)

  it('has columns, with what stands behind their types', () => {
    expect(Object.fromEntries(columns)).toEqual({
      id: { checks: [], isCounted: true },
      kind: { checks: [`"kind" IN ('x, y','z)')`], collation: 'NOCASE', isCounted: false },
      sum: { checks: [], generatedAs: 'coalesce("x", 0) + 1', isCounted: false },
      check: { checks: [], isCounted: false }
    })
  })

  it('has constraints, with and without names', () => {
    expect(constraints).toEqual([
      { kind: 'CHECK', name: 'CHK_1', columns: [], expression: `x in (1, 2) or y <> '), '` },
      { kind: 'UNIQUE', name: 'UQ', columns: ['kind', 'sum'] },
      {
        kind: 'FOREIGN',
        columns: ['sum'],
        references: 'b',
        deferrable: 'INITIALLY DEFERRED'
      }
    ])
  })

  it('may be without rowids', () => expect(isWithoutRowid).toBe(true))
})
