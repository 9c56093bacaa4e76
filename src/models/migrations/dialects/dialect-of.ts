import type { QueryRunner } from 'typeorm'
import { engineOf } from '../read-schema'
import { MysqlDialect } from './mysql/mysql-dialect'
import { PostgresDialect } from './postgres/postgres-dialect'
import type { SchemaDialect } from './schema-dialect'
import { SqliteDialect } from './sqlite/sqlite-dialect'

const DIALECTS = { sqlite: SqliteDialect, postgres: PostgresDialect, mysql: MysqlDialect }

/** The dialect that a query runner speaks. */
export function dialectOf(runner: QueryRunner): SchemaDialect {
  return new DIALECTS[engineOf(runner.dataSource)](runner)
}
