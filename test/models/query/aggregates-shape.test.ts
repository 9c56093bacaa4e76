import { avg, count, f, max, openDatabase } from '../../../src/models'
import type { Query } from '../../../src/models/query/query'
import { sqlite } from '../../../src/models/query/dialects/sqlite'
import { compileCount } from '../../../src/models/query/count-plan'
import { compileSelect } from '../../../src/models/query/select-plan'
import { compileValues } from '../../../src/models/query/value-plan'
import { Label, magazine, Story, Writer } from './magazine'

type Any = {
  [
    name in
      'annotate' | 'filter' | 'values' | 'valuesList' | 'union' | 'orderBy' | 'limit' | 'distinct'
  ]: (...args: unknown[]) => Any
} & Query<Story, unknown>
type Step = (query: Any) => Any

const steps: readonly Step[] = [
  (query) => query.annotate({ a: count('notes') }),
  (query) => query.annotate({ b: count('notes', { distinct: true }) }),
  (query) => query.annotate({ a: count('notes', { filter: { text: 'x' } }) }),
  (query) => query.annotate({ a: count('notes', { filter: { text: null } }) }),
  (query) => query.annotate({ 'a"],["b': f('words').plus(1) }),
  (query) => query.annotate({ a: f('words').plus(1.5), b: avg('labels.weight') }),
  (query) => query.annotate({ a: f('words').times(1), n: count('*') }),
  (query) => query.annotate({ n: count('*', { filter: { draft: true } }), m: max('title') }),
  (query) => query.filter({ a: { gt: 1 } }),
  (query) => query.filter({ words: { gt: f('words').minus(1) } }),
  (query) => query.filter({ language: 'fr;values single ["id"]' }),
  (query) => query.values('language', 'title'),
  (query) => query.values('language,title'),
  (query) => query.values('id'),
  (query) => query.valuesList('id', 'a'),
  (query) => query.distinct(),
  (query) => query.limit(3),
  (query) => query.orderBy('-words'),
  (query) => query.union(query),
  (query) => query.union([query, Story.filter({ id: 1 })], { all: true }),
  (query) => query.union(Story.all().values('language', 'title')),
  (query) => query.union(Writer.all().values('id')),
  (query) => query.union(Label.all().values('id'))
]

/** Numbers that are the same in each run. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return (state >>> 8) % below
  }
}

it('gives queries one shape only where they need the same SQL', async () => {
  const entities = magazine
  const dataSource = await openDatabase({ database: 'sqlite::memory:', entities })
  const metadata = dataSource.getMetadata(Story)
  const random = randomFrom(7)
  const byShape = new Map<string, string>()
  let made = 0
  for (let round = 0; round < 4000; round++) {
    try {
      let query = Story.all() as unknown as Any
      for (let left = random(5); left >= 0; left--) query = steps[random(steps.length)]!(query)
      const compile = query.state.values === undefined ? compileSelect : compileValues
      const { text } = compile(metadata, sqlite, query.state)
      const all = `${text} ${compileCount(metadata, sqlite, query.state).text} ${JSON.stringify(query.state.values)}`
      expect([query.state.shape, all]).toEqual([
        query.state.shape,
        byShape.get(query.state.shape) ?? all
      ])
      byShape.set(query.state.shape, all)
      made++
    } catch (error) {
      // most steps do not follow each other
      if (!/MODEL_|is not a function/.test(String(error))) throw error
    }
  }
  expect(made).toBeGreaterThan(500)
  await dataSource.destroy()
})
