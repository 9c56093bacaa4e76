import type { DataSource } from 'typeorm'
import type { TableColumn } from 'typeorm'
import { NuagesError } from '../errors'

/** Whether tables follow the entities: in development, or at any price. */
export type Synchronize = boolean | 'force'

interface SynchronizeOptions {
  readonly synchronize?: Synchronize
  readonly development?: boolean
}

/**
 * Make the tables fit the entities.
 *
 * TypeORM adds and changes columns, and drops those that no entity has any more, with what is in them; tables without
 * an entity stay. To change a column, SQLite copies the whole table.
 */
export async function synchronizeSchema(
  dataSource: DataSource,
  { synchronize = false, development = process.env.NODE_ENV !== 'production' }: SynchronizeOptions
): Promise<void> {
  if (synchronize === false) return
  if (synchronize !== 'force') {
    if (!development) throw notInProduction()
    await assertNothingIsLost(dataSource)
  }
  await dataSource.synchronize()
}

async function assertNothingIsLost(dataSource: DataSource): Promise<void> {
  const runner = dataSource.createQueryRunner()
  try {
    const tables = dataSource.entityMetadatas.filter(({ tableType }) => tableType !== 'view')
    const paths = [...new Set(tables.map(({ tablePath }) => tablePath))]
    for (const { name, columns } of await runner.getTables(paths)) {
      const owners = tables.filter(({ tablePath }) => tablePath === name)
      const isKept = (column: TableColumn): boolean =>
        owners.some((owner) => owner.findColumnWithDatabaseName(column.name) !== undefined)
      if (owners.length === 0) continue
      for (const column of columns) {
        if (!isKept(column) && (await holdsData(dataSource, name, column.name))) {
          throw losesData(name, column.name)
        }
      }
    }
  } finally {
    await runner.release()
  }
}

async function holdsData(dataSource: DataSource, table: string, column: string): Promise<boolean> {
  const { driver } = dataSource
  const path = table
    .split('.')
    .map((part) => driver.escape(part))
    .join('.')
  const sql = `SELECT 1 FROM ${path} WHERE ${driver.escape(column)} IS NOT NULL LIMIT 1`
  const rows: unknown[] = await dataSource.query(sql)
  return rows.length > 0
}

function notInProduction(): NuagesError {
  return new NuagesError(
    'MODEL_SYNCHRONIZE_IN_PRODUCTION',
    '`synchronize: true` changes tables to fit the entities, which is for development alone.',
    'Run migrations instead; `synchronize: "force"` does it whatever is lost.'
  )
}

function losesData(table: string, column: string): NuagesError {
  return new NuagesError(
    'MODEL_SYNCHRONIZE_LOSES_DATA',
    `No entity has the column "${column}" of table "${table}" any more, and it holds data that would be lost.`,
    'Write a migration (a renamed column is one that went and one that came), or use `synchronize: "force"`.'
  )
}
