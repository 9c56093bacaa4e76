import type { DataSource } from 'typeorm'
import type { IsolationLevel } from 'typeorm/driver/types/IsolationLevel.js'
import type { Transaction } from './block'
import { BadIsolation } from './errors'

interface KnownLevels {
  readonly supportedIsolationLevels?: readonly IsolationLevel[]
}

/** Refuse a level that the engine of `dataSource` does not have, or that comes too late for `around`. */
export function assertIsolation(
  dataSource: DataSource,
  level: IsolationLevel,
  around?: Pick<Transaction, 'isolation'>
): void {
  const levels = (dataSource.driver as KnownLevels).supportedIsolationLevels
  if (levels !== undefined && !levels.includes(level)) {
    throw new BadIsolation(
      `This database has no isolation level "${level}".`,
      `Use ${levels.map((name) => `'${name}'`).join(' or ')}, or leave it out.`
    )
  }
  if (around === undefined || around.isolation === level) return
  throw new BadIsolation(
    `An inner block asks for the isolation level "${level}", and the transaction around it has begun with ${around.isolation === undefined ? "the database's own" : `"${around.isolation}"`}.`,
    'Name the level in the outermost `atomic` or `@Atomic`.'
  )
}
