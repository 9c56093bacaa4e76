import { JsonResponse } from '../http/json-response'
import { isPromise } from '../middleware/hooks'
import type { Action } from './action'
import type { ResultShape } from './result'

/** What a query set offers besides its rows. */
interface JsonSource extends PromiseLike<unknown> {
  jsonText(): Promise<string | undefined>
}

/** Let a database that can write JSON answer for an action that returns a query set. */
export function readingQueries(action: Action, { serialize, status }: ResultShape): Action {
  if (serialize !== undefined) return action
  return (request, reply) => {
    const value = action(request, reply)
    return isPromise(value) && 'jsonText' in value ? read(value as JsonSource, status) : value
  }
}

async function read(rows: JsonSource, status: number): Promise<unknown> {
  const text = await rows.jsonText()
  return text === undefined ? rows : JsonResponse.ofText(text, { status })
}
