import { JsonText } from '../http/json-text'
import { isPromise } from '../middleware/hooks'
import type { Action } from './action'
import type { ResultShape } from './result'

/** What a query set, or its only row, offers besides rows. */
interface JsonSource extends PromiseLike<unknown> {
  jsonText(): Promise<string | undefined>
}

/** Let a database that can write JSON answer for an action that returns a query. */
export function readingQueries(action: Action, { serialize }: ResultShape): Action {
  if (serialize !== undefined) return action
  return (request, reply) => {
    const value = action(request, reply)
    return isPromise(value) && 'jsonText' in value ? read(value as JsonSource) : value
  }
}

async function read(rows: JsonSource): Promise<unknown> {
  const text = await rows.jsonText()
  return text === undefined ? rows : new JsonText(text)
}
