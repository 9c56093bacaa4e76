import type { ObjectLiteral } from 'typeorm'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import { UnusableField } from '../errors'
import { keyText } from './key-text'
import { whereOf, type KeyWhere } from './key-filter'

/** A query that can be narrowed to rows with these keys. */
interface Keyed<R> {
  filter(where: KeyWhere): PromiseLike<R[]>
}

/** The rows of `rows` that have these keys, by key, in the order of `ids`. */
export async function rowsByKey<K, R>(
  { name, primaryColumns }: EntityMetadata,
  rows: Keyed<R>,
  ids: readonly K[]
): Promise<Map<K, R>> {
  const [key, second] = primaryColumns
  if (key === undefined || second !== undefined) {
    const why = `has a key of ${primaryColumns.length} parts`
    throw new UnusableField(name, 'in', why, 'Filter by them: .filter({ or: [{ … }, { … }] }).')
  }
  if (ids.length === 0) return new Map()
  const found = await rows.filter(whereOf(key, { in: [...new Set(ids)] }))
  const byText = new Map(
    found.map((row) => [keyText([key.getEntityValue(row as ObjectLiteral)]), row])
  )
  const entries = ids.flatMap((id): [K, R][] => {
    const row = byText.get(keyText([id]))
    return row === undefined ? [] : [[id, row]]
  })
  return new Map(entries)
}
