import type { FastifyBaseLogger } from 'fastify'
import type { Method } from '../controllers/action'
import type { ReadResult } from '../controllers/query-result'
import { NuagesError } from '../errors'
import { reportAfterCommit } from '../models/transactions/after-commit'
import { atomic, type AtomicOptions } from '../models/transactions/atomic'
import { atomicityOf, withoutTransaction } from '../models/transactions/atomicity'
import type { RouteRecord } from '../routing/route-record'
import { loggable } from './loggable'
import type { Database } from './open-database'

/** The action of a route in a transaction; `undefined` where it runs in none. */
export type ActionTransaction = (
  record: RouteRecord,
  instance: unknown,
  /** Reads a query that the action returns, inside. */
  read?: ReadResult
) => Method | undefined

/** Decide, once for each route, which actions run in a transaction: what they declare, else the setting. */
export function actionTransactions(
  atomicRequests: boolean,
  database: Database | undefined
): ActionTransaction {
  return (record, instance, read = unread) => {
    const declared = atomicityOf(record.controller, record.action)
    const options = declared ?? (atomicRequests ? {} : false)
    if (options === false) return undefined
    const method = withoutTransaction(record.handler).bind(instance) as Method
    const action: Method = (...args) => read(method(...args))
    return inTransaction(action, indexOfReply(record), {
      label: record.name,
      ...options,
      dataSource: options.dataSource ?? database
    })
  }
}

function unread(value: unknown): unknown {
  return value
}

/** Refuse the setting where there is nothing that it could mean. */
export function assertDatabase(atomicRequests: boolean, database: Database | undefined): void {
  if (!atomicRequests || database !== undefined) return
  throw new NuagesError(
    'APPLICATION_NO_DATABASE',
    'atomicRequests is on, and the application has no database.',
    'Set `database`, import the models before createApp, or leave atomicRequests out.'
  )
}

/** Log what callbacks of `afterCommit` throw: the request that they belong to has been done by then. */
export function logAfterCommit(database: Database, log: FastifyBaseLogger): void {
  reportAfterCommit(database, (error) =>
    log.error({ err: loggable(error) }, 'A callback of afterCommit failed')
  )
}

function inTransaction(action: Method, reply: number, options: AtomicOptions): Method {
  return (...args) =>
    atomic(async () => {
      const value = action(...args)
      // a reply is thenable: awaiting it would wait for its own end
      if (reply >= 0 && value === args[reply]) return undefined
      const result = await value
      // an error that is returned is answered as one that is thrown
      if (result instanceof Error) throw result
      return result
    }, options)
}

function indexOfReply({ arguments: taken }: RouteRecord): number {
  return taken.findIndex(({ source }) => source === 'reply')
}
