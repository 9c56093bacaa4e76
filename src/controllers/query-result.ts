import { JsonText } from '../http/json-text'
import { isPromise } from '../middleware/hooks'
import { OnlyRow } from '../models/query/only-row'
import type { Reading } from '../models/query/read-tree'
import type { Action } from './action'
import type { ResultShape } from './result'

/** What a query set, or its only row, offers besides rows. */
interface Source extends PromiseLike<unknown> {
  jsonText(): Promise<string | undefined>
  shapedBy(reading: Reading): Source
}

/** Reads what an action returns, where that is a query. */
export type ReadResult = (value: unknown) => unknown

/** Let an action that returns a query read what its answer needs, and a database that can write JSON answer for it. */
export function readingQueries(action: Action, shape: ResultShape): Action {
  const read = readerOf(shape)
  return read === undefined ? action : (request, reply) => read(action(request, reply))
}

/** How what an action returns is read; undefined where that is what is needed. */
export function readerOf({
  serialize,
  reading,
  complete,
  isList
}: ResultShape): ReadResult | undefined {
  if (reading !== undefined && complete !== undefined) {
    return (value) => {
      if (isSource(value)) return shaped(value, reading, isList === true)
      // no other thenable: a reply waits for its own end
      return value instanceof Promise ? value.then(complete) : complete(value)
    }
  }
  if (serialize !== undefined) return undefined
  return (value) => (isSource(value) ? read(value) : value)
}

function isSource(value: unknown): value is Source {
  return isPromise(value) && 'jsonText' in value
}

function shaped(rows: Source, reading: Reading, isList: boolean): unknown {
  const source = rows.shapedBy(reading)
  // a list where one row is declared is no answer, whoever writes it
  const isFit = rows instanceof OnlyRow !== isList
  return isFit && reading.members !== undefined ? read(source) : source
}

async function read(rows: Source): Promise<unknown> {
  const text = await rows.jsonText()
  return text === undefined ? rows : new JsonText(text)
}
