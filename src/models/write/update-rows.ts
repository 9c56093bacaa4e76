import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import { namingViolations } from '../constraints'
import { UnusableField } from '../errors'
import { compileCount, numberOf } from '../query/count-plan'
import type { Dialect } from '../query/dialects/dialect'
import { Expression } from '../query/expression'
import { toSql } from '../query/expression-sql'
import { joinFragments, sql, toStatement, type Fragment, type Statement } from '../query/fragment'
import type { Table } from '../query/plan-cache'
import type { QueryState } from '../query/query-state'
import { rowsOf } from '../query/rows'
import { runSelect } from '../query/run'
import type { Scope } from '../query/scope'
import { writeSource } from '../query/source-text'
import { assignmentOrder } from './assignment-order'
import { changesOf, shapeOfChanges, withDate, type Change } from './changes'
import { parameterSql } from './row-column'
import { runWrite } from './run-write'
import { nowSql } from './update-plan'
import { targetOf } from './target'
import { writtenValueOf } from './written-value'

/** A query set, and what its rows are to hold. */
interface UpdateState extends QueryState {
  readonly changes: readonly Change[]
}

/** Change all rows of a query set with one UPDATE, and tell how many there are. */
export async function updateRows(table: Table, state: QueryState, values: object): Promise<number> {
  const { dataSource, metadata } = table
  const given = changesOf(metadata, values)
  if (given.length === 0) return countRows(table, state)
  const changes = withDate(metadata, given)
  const shape = `${state.shape};${shapeOfChanges(changes)}`
  const update: UpdateState = { ...state, shape, changes }
  const { text, bind } = table.plan(compileUpdateRows, update)
  const { affected } = await namingViolations(metadata, () =>
    runWrite(dataSource, { text, returnsRows: false }, bind(update))
  )
  return affected
}

/** How many rows there are to be changed, where there is nothing to change in them. */
async function countRows(table: Table, state: QueryState): Promise<number> {
  const unlocked = { ...state, lock: undefined }
  const plan = table.plan(compileCount, unlocked)
  return numberOf(await runSelect(table.dataSource, plan, unlocked))
}

function compileUpdateRows(
  metadata: EntityMetadata,
  dialect: Dialect,
  update: UpdateState
): Statement {
  const { rows } = rowsOf(metadata, dialect, update, writeSource)
  const order = assignmentOrder(metadata, dialect, update.changes)
  const terms = order.map((index) => assignment(rows, update, index))
  terms.push(...keptColumns(rows, update))
  const { table, where } = targetOf(rows, update)
  const text = sql`UPDATE ${table} SET ${joinFragments(terms, ', ')}${where}`
  return toStatement(text, dialect.placeholder)
}

function assignment(rows: Scope, { changes }: UpdateState, index: number): Fragment {
  const { column, value } = changes[index]!
  const name = setName(rows, column)
  const read = (query: QueryState): unknown => (query as UpdateState).changes[index]!.value
  if (!(value instanceof Expression)) {
    const toParameter = writtenValueOf(column)
    return sql`${name} = ${parameterSql(column, (query) => toParameter(read(query)))}`
  }
  const table = rows.from
  const computed = toSql(rows, value.node, (query) => (read(query) as Expression).node)
  if (rows.from === table) return sql`${name} = ${computed}`
  throw new UnusableField(
    rows.metadata.name,
    column.propertyPath,
    'was to be computed of a row of another table',
    'Read that row first, or use the query builder of TypeORM.'
  )
}

/** Columns that tell of changes: the version, and the date where the database has to tell it. */
function keptColumns(rows: Scope, { changes }: UpdateState): Fragment[] {
  const { versionColumn, updateDateColumn } = rows.metadata
  return [versionColumn, updateDateColumn].flatMap((column) => {
    if (column === undefined || changes.some((change) => change.column === column)) return []
    const value = column.isVersion ? `${rows.column(column)} + 1` : nowSql(column)
    return [sql`${setName(rows, column)} = ${value}`]
  })
}

// a second table may have a column of that name on MySQL; the others know no table here
function setName(rows: Scope, column: ColumnMetadata): string {
  const { name, quote } = rows.dialect
  return name === 'mysql' ? rows.column(column) : quote(column.databaseName)
}
