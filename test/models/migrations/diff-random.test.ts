import { applyOperation } from '../../../src/models/migrations/apply-operation'
import { diffSchemas } from '../../../src/models/migrations/diff'
import { inverses, type Operation } from '../../../src/models/migrations/operations'
import type { EngineName, SchemaState } from '../../../src/models/migrations/schema-state'
import { Random, randomSchema } from './random-schema'

const ENGINES: readonly EngineName[] = ['sqlite', 'postgres', 'mysql']

const apply = (state: SchemaState, operations: readonly Operation[]): SchemaState =>
  operations.reduce(applyOperation, state)

describe.each(ENGINES)('two schemas of %s', (engine) => {
  const random = new Random(engine.length)
  const pairs = Array.from({ length: 300 }, () => ({
    from: randomSchema(random, engine),
    to: randomSchema(random, engine)
  }))

  it('differ by operations that make one of the other', () => {
    for (const { from, to } of pairs) {
      expect(apply(from, diffSchemas(from, to, engine))).toEqual(to)
    }
  })

  it('differ by operations whose inverses lead back', () => {
    for (const { from, to } of pairs) {
      expect(apply(to, inverses(diffSchemas(from, to, engine)))).toEqual(from)
    }
  })

  it('do not differ from themselves', () => {
    for (const { from } of pairs) expect(diffSchemas(from, from, engine)).toEqual([])
  })

  it('differ by the same operations every time', () => {
    for (const { from, to } of pairs) {
      const again = [structuredClone(from), structuredClone(to)] as const
      expect(diffSchemas(...again, engine)).toEqual(diffSchemas(from, to, engine))
    }
  })
})
