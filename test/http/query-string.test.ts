import { createQueryParser, TOO_MANY_FIELDS } from '../../src/http/query-string'
import { createEcho, LIMITS } from './request-app'

const parse = createQueryParser({ fields: 3 })

describe('createQueryParser', () => {
  it.each([
    ['text', 'a=1&b=2', { a: '1', b: '2' }],
    ['repeats', 'a=1&a=2', { a: ['1', '2'] }],
    ['blanks', 'a&b=&c', { a: '', b: '', c: '' }],
    ['escapes', 'a=%C3%A9+b', { a: 'é b' }],
    ['percent signs that encode nothing', 'a=%zz&b=%FF&c=%', { a: '%zz', b: '%FF', c: '%' }],
    ['brackets as part of a name', 'a[b]=1', { 'a[b]': '1' }]
  ])('reads %s', (_case, text, expected) => expect({ ...parse(text) }).toEqual(expected))

  it('takes __proto__ and constructor for names like others', () => {
    const query = parse('__proto__=a&constructor=b')
    expect(Object.entries(query)).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b']
    ])
    expect('toString' in query).toBe(false)
  })

  it('gives one object for every query beyond the limit', () => {
    expect(parse('a&b&c')).not.toBe(TOO_MANY_FIELDS)
    expect(parse('a&b&c&d')).toBe(TOO_MANY_FIELDS)
    expect(parse('a'.repeat(100))).not.toBe(TOO_MANY_FIELDS)
    expect(Object.keys(TOO_MANY_FIELDS)).toEqual([])
    expect(Object.isFrozen(TOO_MANY_FIELDS)).toBe(true)
  })

  it('works as the parser of a Fastify server', async () => {
    const querystringParser = createQueryParser(LIMITS)
    const app = createEcho(
      ({ query }) => query === TOO_MANY_FIELDS,
      {},
      { routerOptions: { querystringParser } }
    )
    expect((await app.inject('/?a=1')).json().value).toBe(false)
    expect((await app.inject(`/?${'a&'.repeat(10_000)}`)).json().value).toBe(true)
  })
})

describe('searchParams', () => {
  const app = createEcho(({ searchParams }) => [...searchParams])

  it.each([
    [
      'order, repeats and blanks',
      '/?b=1&a&b=&a=2',
      [
        ['b', '1'],
        ['a', ''],
        ['b', ''],
        ['a', '2']
      ]
    ],
    [
      'plus signs and bad escapes',
      '/?a=b+c%20d&e=%FF%',
      [
        ['a', 'b c d'],
        ['e', '\ufffd%']
      ]
    ],
    ['a question mark in the query', '/?a=?', [['a', '?']]],
    ['no query', '/', []]
  ])('keeps %s', async (_case, url, expected) =>
    expect((await app.inject(url)).json().value).toEqual(expected)
  )

  it('refuses more fields than the limit', async () => {
    const response = await app.inject(`/?${'a&'.repeat(10_000)}`)
    expect(response.statusCode).toBe(400)
    expect(response.json().code).toBe('HTTP_TOO_MANY_FIELDS')
  })
})
