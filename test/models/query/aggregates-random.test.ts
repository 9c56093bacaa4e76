import { avg, count, max, min, sum } from '../../../src/models'
import { describeEngines } from '../engine'
import { magazine, Label, Money, Note, Story, Writer } from './magazine'

/** A generator of numbers that are the same in each run (mulberry32). */
function randomFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

async function fillAtRandom(random: (below: number) => number): Promise<void> {
  const writers = await Writer.bulkCreate(
    Array.from({ length: 5 }, (_, index) => ({
      name: `w${index}`,
      age: index === 0 ? null : index
    }))
  )
  const labels = await Label.bulkCreate(
    Array.from({ length: 4 }, (_, index) => ({ name: `l${index % 3}`, weight: index }))
  )
  for (let index = 0; index < 14; index++) {
    const story = await Story.create({
      title: `s${index}`,
      language: ['fr', 'en', 'de'][random(3)]!,
      draft: random(2) === 1,
      words: random(5) * 10,
      rating: random(4) / 2,
      price: `${random(3)}.50`,
      views: 1n,
      bytes: '1',
      publishedAt: new Date(Date.UTC(2026, random(12), 1)),
      token: '00000000-0000-4000-8000-000000000000',
      fee: new Money(1),
      format: { pages: random(3) === 0 ? null : random(9) },
      writer: random(5) === 0 ? null : writers[random(5)]!,
      labels: labels.filter(() => random(2) === 1)
    })
    const notes = Array.from({ length: random(4) }, (_, at) => ({
      ...{ text: `n${at}`, score: random(4), writtenAt: new Date(0), story },
      writer: random(2) === 0 ? null : writers[random(5)]!
    }))
    if (notes.length > 0) await Note.bulkCreate(notes)
  }
}

type Values = readonly (number | string | null)[]
const known = (values: Values): (number | string)[] => values.flatMap((value) => value ?? [])
const add = (values: Values): number | null => {
  const numbers = known(values) as number[]
  return numbers.length === 0 ? null : numbers.reduce((sum, value) => sum + value, 0)
}
const mean = (values: Values): number | null =>
  known(values).length === 0 ? null : add(values)! / known(values).length
const sorted = (values: Values): (number | string)[] =>
  known(values).sort((a, b) => (a < b ? -1 : 1))

const notesOf = (stories: readonly Story[]): Note[] => stories.flatMap(({ notes }) => notes)
const labelsOf = (stories: readonly Story[]): Label[] => stories.flatMap(({ labels }) => labels)
const critical = (notes: readonly Note[]): Note[] => notes.filter(({ score }) => score >= 2)

/** What the database is asked of some stories, and what they come to in JavaScript. */
const asked = {
  n: count(),
  drafts: count('*', { filter: { draft: true } }),
  signed: count('writer'),
  languages: count('language', { distinct: true }),
  length: sum('words'),
  lengths: sum('words', { distinct: true }),
  mean: avg('format.pages'),
  ages: sum('writer.age', { filter: { draft: false } }),
  noted: count('notes'),
  critics: count('notes.writer', { filter: { score: { gte: 2 } } }),
  names: count('notes.writer.name', { distinct: true }),
  score: sum('notes.score', { filter: { score: { gte: 2 } } }),
  scores: avg('notes.score'),
  worst: min('notes.score'),
  kinds: count('labels', { distinct: true }),
  weight: sum('labels.weight'),
  weights: sum('labels.weight', { distinct: true }),
  label: max('labels.name')
}

function expected(stories: readonly Story[]): { [K in keyof typeof asked]: unknown } {
  const notes = notesOf(stories)
  const labels = labelsOf(stories)
  const scores = notes.map(({ score }) => score)
  const words = stories.map((story) => story.words)
  const weights = labels.map(({ weight }) => weight)
  return {
    n: stories.length,
    drafts: stories.filter(({ draft }) => draft).length,
    signed: stories.filter(({ writer }) => writer !== null).length,
    languages: new Set(stories.map(({ language }) => language)).size,
    length: add(words),
    lengths: add([...new Set(words)]),
    mean: mean(stories.map(({ format }) => format.pages)),
    ages: add(stories.filter(({ draft }) => !draft).map(({ writer }) => writer?.age ?? null)),
    noted: notes.length,
    critics: critical(notes).filter(({ writer }) => writer !== null).length,
    names: new Set(notes.flatMap(({ writer }) => writer?.name ?? [])).size,
    score: add(critical(notes).map(({ score }) => score)),
    scores: mean(scores),
    worst: sorted(scores)[0] ?? null,
    kinds: new Set(labels.map(({ id }) => id)).size,
    weight: add(weights),
    weights: add([...new Set(weights)]),
    label: sorted(labels.map(({ name }) => name)).at(-1) ?? null
  }
}

const close = (row: object): object =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]: [string, unknown]) => [
      name,
      typeof value === 'number' ? Number(value.toFixed(6)) : value
    ])
  )

describeEngines((engine) => {
  it.each([1, 2])('aggregates as JavaScript would (seed %i)', async (seed) => {
    await engine.open({ entities: magazine })
    await fillAtRandom(randomFrom(seed))
    const filter = { words: { gt: 0 } }
    const stories = await Story.filter(filter).with('notes.writer', 'labels', 'writer')
    expect(close(await Story.filter(filter).aggregate(asked))).toEqual(close(expected(stories)))

    const groups = await Story.filter(filter).values('language', 'draft').annotate(asked)
    expect(groups.length).toBeGreaterThan(3)
    for (const { language, draft, ...row } of groups) {
      const own = stories.filter((story) => story.language === language && story.draft === draft)
      expect(close(row)).toEqual(close(expected(own)))
    }

    // those without a path are about groups alone
    const { n: _n, drafts: _drafts, ...ofRows } = asked
    for (const row of await Story.filter(filter).annotate(ofRows)) {
      const { n: _one, drafts: _own, ...own } = expected(stories.filter(({ id }) => id === row.id))
      expect(close(row)).toMatchObject(close(own))
    }
  })
})
