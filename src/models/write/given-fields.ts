import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import { NuagesError } from '../../errors'
import { described } from '../query/lookup-value'

/** An error where `values`, of a row or of the embedded object at `path`, is nothing that has fields. */
export function assertFields(
  { name }: EntityMetadata,
  values: unknown,
  path = ''
): asserts values is object {
  if (typeof values === 'object' && values !== null && !Array.isArray(values)) return
  const place = path === '' ? name : `${name}.${path}`
  throw new NuagesError(
    'MODEL_BAD_PARAMETER',
    `${place} was to be stored as ${described(values)}.`,
    'Give an object: { field: value }.'
  )
}
