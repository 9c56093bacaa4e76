import { encodeJson } from '../../src/http/json-encoder'

class Point {
  *[Symbol.iterator]() {
    yield* [1, 2]
  }
  readonly x = 1
}

class Hidden {
  readonly #secret = 1
  toJSON() {
    return { at: new Map([['secret', this.#secret]]) }
  }
}

it.each([
  ['text', 'a"b', '"a\\"b"'],
  ['nothing', undefined, 'null'],
  ['a function', () => 1, 'null'],
  ['NaN', NaN, 'null'],
  ['a date', { at: new Date(0) }, '{"at":"1970-01-01T00:00:00.000Z"}'],
  ['an invalid date', [new Date(NaN)], '[null]'],
  ['a BigInt', 2n ** 60n, '"1152921504606846976"'],
  ['a BigInt inside', { id: [1n] }, '{"id":["1"]}'],
  ['a map of strings', new Map([['a', 1n]]), '{"a":"1"}'],
  ['an empty map', { m: new Map() }, '{"m":{}}'],
  ['a map of anything', new Map<unknown, unknown>([[1, 'a'], ['b', new Set()]]), '[[1,"a"],["b",[]]]'], // prettier-ignore
  ['a set', { tags: new Set(['a', undefined]) }, '{"tags":["a",null]}'],
  ['a generator', [new Set([1]).values()], '[[1]]'],
  ['an iterable with fields', { p: new Point() }, '{"p":[1,2]}'],
  ['a map with fields', Object.assign(new Map([['a', 1]]), { b: 2 }), '{"a":1}'],
  ['search parameters', new URLSearchParams('a=1&a=2'), '[["a","1"],["a","2"]]'],
  ['a buffer', { b: Buffer.from('hi') }, '{"b":"aGk="}'],
  ['a typed array', new Uint16Array([1, 2]).subarray(1), '"AgA="'],
  ['an ArrayBuffer', [new ArrayBuffer(1)], '["AA=="]'],
  ['toJSON', [new Hidden(), new URL('http://a/')], '[{"at":{"secret":1}},"http://a/"]'],
  ['toJSON that returns this', { toJSON() { return this }, a: 1 }, '{"a":1}'], // prettier-ignore
  ['boxed values', [new String('a'), new Number(1), new Boolean(false), new Set()], '["a",1,false,[]]'], // prettier-ignore
  ['undefined fields', { a: undefined, b: new Set() }, '{"b":[]}'],
  ['no prototype', Object.assign(Object.create(null), { a: new Set([1]) }), '{"a":[1]}'],
  ['a field called __proto__', { ...JSON.parse('{"__proto__":{"a":1}}'), s: new Set() }, '{"__proto__":{"a":1},"s":[]}'] // prettier-ignore
])('writes %s', (_case, value, text) => expect(encodeJson(value)).toBe(text))

it('writes one thing twice where it stands twice', () => {
  const shared = { tags: new Set(['a']) }
  expect(encodeJson([shared, shared])).toBe('[{"tags":["a"]},{"tags":["a"]}]')
})

it('writes what JSON.stringify writes where it knows everything', () => {
  const value = { a: [1, null, true, [], {}], b: { c: 'é\u2028', d: -0, e: new Date(5) }, f: [,] } // eslint-disable-line no-sparse-arrays
  expect(encodeJson(value)).toBe(JSON.stringify(value))
})

describe('a cycle', () => {
  const author: Record<string, unknown> = { name: 'Ann' }
  author.articles = [{ title: 'a' }, { title: 'b', author }]

  it.each([
    [author, 'data.articles[1].author leads back to data'],
    [{ list: [author] }, 'data.list[0].articles[1].author leads back to data.list[0]'],
    [new Map([['a', { author }]]), 'data.a.author.articles[1].author leads back to data.a.author'],
    [{ toJSON: () => author }, 'data.articles[1].author leads back to data']
  ])('is named by its path: %#', (value, message) => {
    expect(() => encodeJson(value)).toThrow(`HTTP_JSON_CYCLE: ${message}`)
  })

  it('is named where toJSON leads back', () => {
    const a = { toJSON: () => ({ b: { a } }) }
    expect(() => encodeJson(a)).toThrow('HTTP_JSON_CYCLE: data.b.a leads back to data')
  })
})

it('names a promise that was not awaited', () => {
  const value = { articles: [Promise.resolve(1)] }
  expect(() => encodeJson(value)).toThrow('HTTP_JSON_PROMISE: data.articles[0] is a promise.')
})

it('lets an error of toJSON through', () => {
  const error = new Error('mine')
  const toJSON = () => {
    throw error
  }
  expect(() => encodeJson({ a: { toJSON } })).toThrow(error)
})
