import type { DataSource, ObjectLiteral } from 'typeorm'
import type { Dialect } from './dialects/dialect'
import type { QueryState } from './query-state'
import { runSelect } from './run'

/** A statement with its parameters. */
export interface Sql {
  readonly sql: string
  readonly parameters: readonly unknown[]
}

/** How the engine would run a statement, in its own words. */
export async function explain(
  dataSource: DataSource,
  { name }: Dialect,
  { sql, parameters }: Sql,
  query: QueryState
): Promise<string> {
  const text = `${name === 'sqlite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN'} ${sql}`
  const rows = await runSelect(dataSource, { text, bind: () => [...parameters] }, query)
  return LINES[name](rows).join('\n')
}

const LINES: Readonly<Record<Dialect['name'], (rows: readonly ObjectLiteral[]) => string[]>> = {
  sqlite: (rows) => indented(rows),
  postgres: (rows) => rows.map((row) => String(row['QUERY PLAN'])),
  mysql: (rows) =>
    rows.map((row) =>
      Object.entries(row)
        .flatMap(([name, value]) => (value === null ? [] : [`${name}: ${String(value)}`]))
        .join(', ')
    )
}

/** Steps of SQLite tell which step they are part of. */
function indented(rows: readonly ObjectLiteral[], parent: unknown = 0, depth = 0): string[] {
  return rows
    .filter((row) => row['parent'] === parent)
    .flatMap((row) => [
      '  '.repeat(depth) + String(row['detail']),
      ...indented(rows, row['id'], depth + 1)
    ])
}
