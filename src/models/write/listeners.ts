import type { ObjectLiteral } from 'typeorm'
import type { EntityListenerMetadata } from 'typeorm/metadata/EntityListenerMetadata.js'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import type { Table } from '../query/plan-cache'
import { whileStoring } from '../query/row-guard'
import { atomic } from '../transactions/atomic'

/** What listeners and subscribers hear of. */
export type Deed = 'Insert' | 'Update' | 'Remove' | 'SoftRemove' | 'Recover'

type Listeners = readonly EntityListenerMetadata[]
type Broadcast = (event: string, ...details: unknown[]) => Promise<void>

/**
 * Do `work` on rows between what listeners and subscribers do before and after it; what runs after it can still fail,
 * and is one transaction with it. Where `work` answers with rows, those are what was written.
 */
export function whileHeard(
  table: Table,
  deed: Deed,
  rows: readonly ObjectLiteral[],
  work: () => Promise<unknown>
): Promise<void> {
  const isNew = deed === 'Insert' && isHeard(table.metadata, deed)
  const doHeard = (): Promise<void> => betweenListeners(table, deed, rows, work)
  return isNew ? whileStoring(rows, doHeard) : doHeard()
}

async function betweenListeners(
  { dataSource, metadata }: Table,
  deed: Deed,
  rows: readonly ObjectLiteral[],
  work: () => Promise<unknown>
): Promise<void> {
  const before: Listeners = metadata[`before${deed}Listeners`]
  const after: Listeners = metadata[`after${deed}Listeners`]
  if (after.length === 0 && !hasSubscribers(metadata, deed)) {
    if (before.length > 0) for (const row of rows) await callListeners(before, row)
    await work()
    return
  }
  await atomic(
    async ({ queryRunner }) => {
      const { broadcaster } = queryRunner!
      const broadcast = broadcaster.broadcast.bind(broadcaster) as Broadcast
      const tell = async (when: 'Before' | 'After', told: readonly ObjectLiteral[]) => {
        for (const row of told) {
          await broadcast(`${when}${deed}`, metadata, row, ...detailsOf(metadata, deed, row))
        }
      }
      await tell('Before', rows)
      const written = await work()
      await tell('After', Array.isArray(written) ? (written as ObjectLiteral[]) : rows)
    },
    { dataSource }
  )
}

/** Whether anybody hears of each row by itself. */
export function isHeard(metadata: EntityMetadata, deed: Deed): boolean {
  const before: Listeners = metadata[`before${deed}Listeners`]
  const after: Listeners = metadata[`after${deed}Listeners`]
  return before.length > 0 || after.length > 0 || hasSubscribers(metadata, deed)
}

/** Whether a subscriber wants to hear of rows of this entity. */
export function hasSubscribers({ dataSource, target }: EntityMetadata, deed: Deed): boolean {
  return dataSource.subscribers.some((subscriber) => {
    if (!(`before${deed}` in subscriber) && !(`after${deed}` in subscriber)) return false
    const entity: unknown = subscriber.listenTo?.()
    if (typeof entity !== 'function' || entity === Object || entity === target) return true
    return Object.prototype.isPrototypeOf.call(entity, target as object)
  })
}

async function callListeners(listeners: Listeners, row: ObjectLiteral): Promise<void> {
  // TypeORM does not wait for one before it calls the next
  await Promise.all(
    listeners
      .filter((listener) => listener.isAllowed(row))
      .map((listener): unknown => listener.execute(row))
  )
}

/** What TypeORM's events tell besides the row; the row before a change is not read for them. */
function detailsOf(metadata: EntityMetadata, deed: Deed, row: ObjectLiteral): unknown[] {
  const key = metadata.getEntityIdMap(row)
  switch (deed) {
    case 'Insert':
      return [key]
    case 'Update':
      return [undefined, [], []]
    default:
      return [row, key]
  }
}
