import type { TypeormMetadata } from '../typeorm-metadata'
import type { PostgresCatalogue } from './postgres-catalogue'
import type { PostgresEnums } from './postgres-enums'
import type { PostgresSql } from './postgres-sql'

/** What an operation on PostgreSQL is made with. */
export interface PostgresParts {
  readonly sql: PostgresSql
  readonly catalogue: PostgresCatalogue
  readonly enums: PostgresEnums
  readonly metadata: TypeormMetadata
}
