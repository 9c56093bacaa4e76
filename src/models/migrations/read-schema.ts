import type { DataSource, QueryRunner } from 'typeorm'
import { readMysql } from './introspection/mysql'
import { readPostgres } from './introspection/postgres'
import { readSqlite } from './introspection/sqlite'
import type { EngineName, SchemaState } from './schema-state'

/**
 * Read the tables and views of the present schema from the engine's own catalogues.
 *
 * TypeORM's `getTables` leaves out collations and deferred keys, forgets the order of the columns of PostgreSQL's
 * indices, and loses checks with a bracket and a comma inside.
 */
export async function readSchema(dataSource: DataSource): Promise<SchemaState> {
  const runner = dataSource.createQueryRunner()
  try {
    return await readers[engineOf(dataSource)](runner)
  } finally {
    await runner.release()
  }
}

const readers: Record<EngineName, (runner: QueryRunner) => Promise<SchemaState>> = {
  sqlite: readSqlite,
  postgres: readPostgres,
  mysql: readMysql
}

/** The engine behind a data source. */
export function engineOf({ options: { type } }: DataSource): EngineName {
  if (type === 'postgres') return 'postgres'
  return type === 'mysql' || type === 'mariadb' ? 'mysql' : 'sqlite'
}
