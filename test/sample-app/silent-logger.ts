import type { DataSourceOptions } from 'nuages/models'

type Logger = Extract<DataSourceOptions['logger'], object>

/** A logger of TypeORM that says nothing, and tells `listen` of every query. */
export function silentLogger(listen: (sql: string) => void): Logger {
  return {
    logQuery: (sql) => listen(sql),
    logQueryError() {},
    logQuerySlow() {},
    logSchemaBuild() {},
    logMigration() {},
    log() {}
  }
}
