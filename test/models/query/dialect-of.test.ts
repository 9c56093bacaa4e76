import type { DataSource } from 'typeorm'
import { dialectOf } from '../../../src/models/query/dialects/dialect-of'

it('refuses an engine whose SQL it does not know', () => {
  const oracle = { driver: { options: { type: 'oracle' } } } as unknown as DataSource
  expect(() => dialectOf(oracle)).toThrow(
    'MODEL_UNKNOWN_ENGINE: Query sets know no engine "oracle".'
  )
})
