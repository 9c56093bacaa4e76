import type { QueryRunner } from 'typeorm'
import type { IndexDefinition } from '../schema'
import { compact } from '../schema-state'
import { tokensOf } from '../sql-tokens'

/** A row of `PRAGMA index_list`. */
export interface IndexRow {
  readonly name: string
  readonly unique: number
  /** `c` for CREATE INDEX, `u` for a unique constraint, `pk` for a primary key. */
  readonly origin: string
}

interface IndexColumnRow {
  readonly cid: number
  readonly name: string | null
  readonly desc: number
  readonly key: number
}

interface SqliteIndices {
  readonly indices: Record<string, IndexDefinition>
  /** The columns of each unique constraint. */
  readonly uniques: readonly (readonly string[])[]
}

/** The indices of a table that entities can have; those on expressions and in descending order are left alone. */
export async function readSqliteIndices(
  runner: QueryRunner,
  rows: readonly IndexRow[],
  statements: ReadonlyMap<string, string>
): Promise<SqliteIndices> {
  const indices: Record<string, IndexDefinition> = {}
  const uniques: (readonly string[])[] = []
  for (const { name, origin, unique } of [...rows].reverse()) {
    const quoted = name.replaceAll('"', '""')
    const all = (await runner.query(`PRAGMA index_xinfo("${quoted}")`)) as IndexColumnRow[]
    const own = all.filter(({ key }) => key === 1)
    if (own.some(({ cid, desc }) => cid < 0 || desc === 1)) continue
    const columns = own.map((column) => column.name!)
    if (origin === 'u') uniques.push(columns)
    if (origin !== 'c') continue
    const where = condition(statements.get(name) ?? '')
    indices[name] = compact({ columns, unique: unique === 1, where })
  }
  return { indices, uniques }
}

function condition(sql: string): string | undefined {
  const where = tokensOf(sql).find(({ kind, value }) => kind === 'word' && value === 'WHERE')
  return where === undefined ? undefined : sql.slice(where.end).trim()
}
