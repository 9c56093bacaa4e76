import type { HttpRequest } from 'nuages'
import type { DataSource } from 'nuages/models'

/** The data source of TypeORM, for what a query set cannot say. */
export function databaseOf(request: HttpRequest): DataSource {
  return request.server.getDecorator<DataSource>('database')
}
