import type { DataSource, ObjectLiteral } from 'typeorm'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import { BroadcasterResult } from 'typeorm/subscriber/BroadcasterResult.js'
import { currentRunner } from '../transactions/current'

/** Tell those who listen (`@AfterLoad()`, subscribers) that rows, and all that hangs on them, were loaded. */
export function tellOfLoad(
  dataSource: DataSource,
  rows: readonly ObjectLiteral[]
): Promise<void> | undefined {
  return rows.length > 0 && isHeard(dataSource) ? tell(dataSource, rows) : undefined
}

async function tell(dataSource: DataSource, rows: readonly ObjectLiteral[]): Promise<void> {
  const current = currentRunner(dataSource)
  const runner = current ?? dataSource.createQueryRunner()
  const result = new BroadcasterResult()
  try {
    for (const [metadata, entities] of byEntity(dataSource, rows)) {
      runner.broadcaster.broadcastLoadEvent(result, metadata, entities)
    }
    await result.wait()
  } finally {
    if (current === undefined) await runner.release()
  }
}

const heard = new WeakMap<readonly EntityMetadata[], boolean>()

function isHeard({ entityMetadatas, subscribers }: DataSource): boolean {
  if (subscribers.some(({ afterLoad }) => afterLoad !== undefined)) return true
  let hasListeners = heard.get(entityMetadatas)
  if (hasListeners === undefined) {
    hasListeners = entityMetadatas.some(({ afterLoadListeners }) => afterLoadListeners.length > 0)
    heard.set(entityMetadatas, hasListeners)
  }
  return hasListeners
}

// with single-table inheritance each class has listeners of its own
function byEntity(
  dataSource: DataSource,
  rows: readonly ObjectLiteral[]
): Map<EntityMetadata, ObjectLiteral[]> {
  const groups = new Map<EntityMetadata, ObjectLiteral[]>()
  for (const row of rows) {
    const metadata = dataSource.getMetadata(row.constructor)
    const group = groups.get(metadata)
    if (group === undefined) groups.set(metadata, [row])
    else group.push(row)
  }
  return groups
}
