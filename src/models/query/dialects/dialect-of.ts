import type { DataSource } from 'typeorm'
import { NuagesError } from '../../../errors'
import type { Dialect } from './dialect'
import { mariadb, mysql } from './mysql'
import { postgres } from './postgres'
import { sqlite } from './sqlite'

const DIALECTS: Readonly<Record<string, Dialect>> = {
  'better-sqlite3': sqlite,
  postgres,
  mysql,
  mariadb
}

/** How the engine of `dataSource` writes SQL; its driver has asked the server what it is. */
export function dialectOf({ driver }: DataSource): Dialect {
  const { type } = driver.options
  const dialect = DIALECTS[type]
  if (dialect !== undefined) return dialect
  throw new NuagesError(
    'MODEL_UNKNOWN_ENGINE',
    `Query sets know no engine "${type}".`,
    'Use SQLite, PostgreSQL, MySQL or MariaDB, or the query builder of TypeORM.'
  )
}
