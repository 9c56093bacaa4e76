import { parseCookies } from '../../src/http/cookies'

describe('parseCookies', () => {
  it.each([
    ['two', 'a=1; b=2', { a: '1', b: '2' }],
    ['no space between them', 'a=1;b=2', { a: '1', b: '2' }],
    ['an empty value', 'a=', { a: '' }],
    ['an equals sign in the value', 'a=b=c', { a: 'b=c' }],
    ['a quoted value', 'a="b c"', { a: 'b c' }],
    ['a lone quote', 'a="', { a: '"' }],
    ['a percent-encoded value', 'a=%C3%A9%3B', { a: 'é;' }],
    ['a percent sign that encodes nothing', 'a=100%; b=%FF', { a: '100%', b: '%FF' }],
    ['junk between them', 'a; =b; ; c=1; =', { c: '1' }],
    ['the first of two with one name', 'a=1; a=2', { a: '1' }],
    ['nothing', '', {}]
  ])('reads %s', (_case, header, expected) =>
    expect({ ...parseCookies(header, 10) }).toEqual(expected)
  )

  it('takes __proto__ and constructor for names like others', () => {
    const cookies = parseCookies('__proto__=a; constructor=b', 10)
    expect(Object.entries(cookies)).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b']
    ])
    expect('toString' in cookies).toBe(false)
  })

  it('refuses more than the limit', () => {
    expect(Object.keys(parseCookies('a=1;b=2;c=3', 3))).toHaveLength(3)
    expect(() => parseCookies('a=1;b=2;c=3;d=4', 3)).toThrow(
      expect.objectContaining({ code: 'HTTP_TOO_MANY_FIELDS', statusCode: 400 })
    )
  })
})
