import type { Random } from './random'

export const WORDS = ['', 'a', 'ab', 'abc', 'b', 'ba', 'bb', 'cab', 'zz', 'é', 'éa']
const PARTS = ['a', 'b', 'ab', 'z', 'é', 'q']
export const YEARS = [1999, 2000, 2023, 2024]
type Conditions = Record<string, unknown>
type Make = (random: Random, depth: number) => unknown

/** Conditions on a book of the library, of every kind that the model of `meets` knows. */
export function randomWhere(random: Random, depth = 3): Conditions {
  return conditions(random, depth, BOOK)
}

const BOOK: Readonly<Record<string, Make>> = {
  title: (random, depth) => text(random, depth, false),
  subtitle: (random, depth) => text(random, depth, true),
  pages: (random, depth) => number(random, depth, [-1, 0, 1, 2, 3, 1.5, 1e30]),
  weight: (random, depth) => number(random, depth, [-0.5, 0, 0.5, 1]),
  rare: (random) => random.one([true, false, null, { not: true }, { in: [false, null] }]),
  printedAt: date,
  size: (random, depth) => conditions(random, depth - 1, SIZE),
  author: (random, depth) => person(random, depth),
  genres: (random, depth) => set(random, depth, GENRE)
}
const SIZE: Readonly<Record<string, Make>> = {
  width: (random, depth) => number(random, depth, [0, 1, 2]),
  height: (random, depth) => number(random, depth, [0, 1, 2])
}
const PERSON: Readonly<Record<string, Make>> = {
  name: (random, depth) => text(random, depth, false),
  year: (random, depth) => number(random, depth, [0, 1, 2, 3]),
  teacher: (random, depth) => person(random, depth),
  pupils: (random, depth) => set(random, depth, PERSON)
}
const GENRE: Readonly<Record<string, Make>> = {
  name: (random, depth) => text(random, depth, false),
  books: (random, depth) => set(random, depth, BOOK)
}

function conditions(
  random: Random,
  depth: number,
  fields: Readonly<Record<string, Make>>
): Conditions {
  // with nothing left to nest, only fields of the row itself
  const names = Object.keys(fields).filter((name) => depth > 0 || !NESTING.includes(name))
  const chosen = random.some(names, 1 + random.below(2))
  const where: Conditions = {}
  for (const name of chosen) where[name] = fields[name]!(random, depth)
  if (depth <= 0) return where
  const kind = random.below(8)
  if (kind === 0) where.not = conditions(random, depth - 1, fields)
  if (kind === 1) {
    where.or = Array.from({ length: 1 + random.below(3) }, () =>
      conditions(random, depth - 1, fields)
    )
  }
  return where
}

const NESTING = ['author', 'genres', 'teacher', 'pupils', 'books', 'size']

function text(random: Random, depth: number, isNullable: boolean): unknown {
  const word = random.one(WORDS)
  const part = random.one(PARTS)
  const list = random.some<string | null>(
    [...WORDS, ...(isNullable ? [null] : [])],
    random.below(4)
  )
  return random.one<() => unknown>([
    () => word,
    () => (isNullable ? null : word),
    () => ({ not: word }),
    () => ({ in: list }),
    () => ({ notIn: list }),
    () => ({ isNull: random.one([true, false]) }),
    () => ({ contains: part }),
    () => ({ startsWith: part, endsWith: part }),
    () => ({ contains: part.toUpperCase(), ignoreCase: true }),
    () => ({ in: [word.toUpperCase()], ignoreCase: true }),
    () => (depth > 0 ? { not: text(random, depth - 1, isNullable) ?? 'a' } : word)
  ])()
}

function number(random: Random, depth: number, values: readonly number[]): unknown {
  const [one, two] = [random.one(values), random.one(values)]
  return random.one<() => unknown>([
    () => one,
    () => null,
    () => ({ not: one }),
    () => ({ not: null }),
    () => ({ lt: one }),
    () => ({ lte: one }),
    () => ({ gt: one }),
    () => ({ gte: one, lt: two }),
    () => ({ between: [one, two] }),
    () => ({ in: [one, two] }),
    () => ({ in: [one, null] }),
    () => ({ notIn: [one, null, two] }),
    () => ({ isNull: random.one([true, false]) }),
    () => (depth > 0 ? { not: { lt: one, gt: two } } : one)
  ])()
}

function date(random: Random): unknown {
  const [one, two] = [random.one(YEARS), random.one(YEARS)]
  const month = 1 + random.below(3)
  return random.one<() => unknown>([
    () => null,
    () => ({ year: one }),
    () => ({ year: { not: one } }),
    () => ({ year: { lt: one } }),
    () => ({ year: { lte: one, gt: two } }),
    () => ({ year: { in: [one, two] } }),
    () => ({ not: { year: one } }),
    () => ({ month, day: { gte: 2 } }),
    () => ({ hour: { in: [0, 23] } }),
    () => ({ date: `${one}-01-01` }),
    () => ({ date: { gt: `${one}-02-02` } }),
    () => ({ gte: new Date(Date.UTC(one, 0)), isNull: false })
  ])()
}

function person(random: Random, depth: number): unknown {
  const [one, two] = [1 + random.below(6), 1 + random.below(6)]
  return random.one<() => unknown>([
    () => one,
    () => null,
    () => ({ not: one }),
    () => ({ in: [one, two] }),
    () => ({ notIn: [one, null] }),
    () => ({ isNull: random.one([true, false]) }),
    () => conditions(random, depth - 1, PERSON),
    () => conditions(random, depth - 1, PERSON),
    () => ({ ...conditions(random, depth - 1, PERSON), isNull: false })
  ])()
}

function set(random: Random, depth: number, fields: Readonly<Record<string, Make>>): unknown {
  return random.one<() => unknown>([
    () => ({ some: conditions(random, depth - 1, fields) }),
    () => ({ none: conditions(random, depth - 1, fields) }),
    () => ({ every: conditions(random, depth - 1, fields) }),
    () => ({ isNull: random.one([true, false]) })
  ])()
}
