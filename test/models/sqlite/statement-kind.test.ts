import { kindOf } from '../../../src/models/sqlite/statement-kind'

it.each([
  ['SELECT 1', { writes: false, returnsRows: true, isReusable: true }],
  ['  -- why\n /* and */ select 1', { writes: false, returnsRows: true }],
  ['(SELECT 1)', { writes: false }],
  ['VALUES (1)', { writes: false, returnsRows: true }],
  ['EXPLAIN DELETE FROM t', { writes: false, returnsRows: true }],
  ['INSERT INTO t VALUES (1)', { writes: true, returnsRows: false, isInsert: true }],
  ['replace into t values (1)', { writes: true, isInsert: true }],
  ['INSERT INTO t VALUES (1) RETURNING id', { writes: true, returnsRows: true }],
  ["INSERT INTO t VALUES ('no RETURNING here')", { returnsRows: false }],
  ['UPDATE t SET "returning" = 1', { writes: true, returnsRows: false, isInsert: false }],
  ['DELETE FROM t', { writes: true, returnsRows: false }],
  ['WITH x AS (SELECT 1) SELECT * FROM x', { writes: false, returnsRows: true }],
  ["WITH x AS (SELECT replace(a, 'b', ')') FROM t) SELECT * FROM x", { writes: false }],
  ['WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x', { writes: true, isInsert: true }],
  ['WITH x AS (SELECT 1) DELETE FROM t', { writes: true, isInsert: false, returnsRows: false }],
  ['BEGIN IMMEDIATE', { step: 'begin', writes: true }],
  ['SAVEPOINT a', { step: 'begin' }],
  ['COMMIT', { step: 'commit' }],
  ['END TRANSACTION', { step: 'commit' }],
  ['ROLLBACK', { step: 'rollback' }],
  ['RELEASE SAVEPOINT a', { writes: false }],
  ['PRAGMA user_version', { writes: false, changesSession: false, isReusable: false }],
  ['PRAGMA table_info("t")', { changesSession: false }],
  ['PRAGMA "other".index_list("t")', { changesSession: false }],
  ['PRAGMA read_uncommitted = true', { changesSession: false }],
  ['PRAGMA foreign_keys = OFF', { writes: true, changesSession: true, isReusable: false }],
  ['PRAGMA foreign_keys(0)', { changesSession: true }],
  ["ATTACH 'a' AS b", { changesSession: true }],
  ['CREATE TEMP TABLE t (a)', { changesSession: true }],
  ['CREATE TABLE t (a)', { writes: true, changesSession: false, isReusable: false }],
  ['DROP TABLE t', { writes: true, changesSession: false, returnsRows: true }],
  ['SELECT 1;', { writes: false }],
  ["SELECT ';' -- ; more", { writes: false }],
  ['SELECT 1; SELECT 2', { isScript: true, writes: true, changesSession: true }],
  ['CREATE TRIGGER a AFTER INSERT ON t BEGIN DELETE FROM u; END', { isScript: true }],
  ['', { writes: true }]
])('knows %j', (sql, kind) => expect(kindOf(sql)).toMatchObject(kind))

it('has no transaction step in a rollback to a savepoint', () => {
  expect(kindOf('ROLLBACK TO SAVEPOINT a').step).toBeUndefined()
})
