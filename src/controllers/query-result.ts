import { JsonText } from '../http/json-text'
import { isPromise } from '../middleware/hooks'
import type { Action } from './action'
import type { ResultShape } from './result'

/** What a query set, or its only row, offers besides rows. */
interface JsonSource extends PromiseLike<unknown> {
  jsonText(): Promise<string | undefined>
}

/** Reads what an action returns, where that is a query. */
export type ReadResult = (value: unknown) => unknown

/** Let a database that can write JSON answer for an action that returns a query. */
export function readingQueries(action: Action, shape: ResultShape): Action {
  const read = readerOf(shape)
  return read === undefined ? action : (request, reply) => read(action(request, reply))
}

/** How a query that an action returns is read; undefined where its rows are what is needed. */
export function readerOf({ serialize }: ResultShape): ReadResult | undefined {
  return serialize === undefined ? readJson : undefined
}

function readJson(value: unknown): unknown {
  return isPromise(value) && 'jsonText' in value ? read(value as JsonSource) : value
}

async function read(rows: JsonSource): Promise<unknown> {
  const text = await rows.jsonText()
  return text === undefined ? rows : new JsonText(text)
}
