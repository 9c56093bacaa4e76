import { isJsonType, parseMediaType } from '../../src/http/media-type'

describe('parseMediaType', () => {
  it.each([
    ['a type alone', 'text/plain', 'text/plain', {}],
    ['any case and space', ' Text/HTML ; Charset=UTF-8 ', 'text/html', { charset: 'UTF-8' }],
    ['a quoted value', 'a/b; c="d;e\\"f"; g=h', 'a/b', { c: 'd;e"f', g: 'h' }],
    ['the first of two parameters', 'a/b;c=1;c=2', 'a/b', { c: '1' }],
    ['what stands before junk', 'a/b;c=1;;d=2;=?;e=3', 'a/b', { c: '1', d: '2' }],
    ['a value that never closes', 'a/b;c="d', 'a/b', {}]
  ])('reads %s', (_case, text, type, params) =>
    expect(parseMediaType(text)).toEqual({ type, params: expect.objectContaining(params) })
  )

  it.each(['', 'text', 'text/', '/html', 'te xt/html', 'text/html/x'])(
    'finds none in "%s"',
    (text) => expect(parseMediaType(text)).toBeUndefined()
  )

  it('takes a parameter named __proto__ for one like others', () => {
    const { params } = parseMediaType('a/b;__proto__=c')!
    expect(Object.entries(params)).toEqual([['__proto__', 'c']])
  })
})

it.each([
  ['application/json', true],
  ['application/problem+json', true],
  ['text/json', false],
  ['application/jsonp', false]
])('takes %s for JSON: %s', (type, expected) => expect(isJsonType(type)).toBe(expected))
