import { compileRegexPattern } from '../../src/routing/pattern'

const YEAR = /(?<year>[0-9]{4})\//
const OPTIONAL = /^(?<year>[0-9]{4})\/(?:(?<month>[0-9]{2})\/)?$/

describe('a regular expression behind a prefix', () => {
  it.each<[string, RegExp, string, object]>([
    ['/articles', YEAR, '/articles/2026/', { year: '2026' }],
    ['/articles/', /^(?<year>[0-9]{4})\/$/, '/articles/2026/', { year: '2026' }],
    ['articles', /^\/(?<year>[0-9]{4})\/$/, '/articles/2026/', { year: '2026' }],
    ['', /^articles\/(?<year>[0-9]{4})\/$/, '/articles/2026/', { year: '2026' }],
    ['/<int:author>', /(?<slug>\w+)/, '/7/x', { author: 7, slug: 'x' }],
    ['/a', OPTIONAL, '/a/2026/', { year: '2026' }],
    ['/a', OPTIONAL, '/a/2026/07/', { year: '2026', month: '07' }],
    ['/a', /^$/, '/a/', {}],
    ['/a', /(x)(?<y>y)/, '/a/xy', { y: 'y' }],
    ['/a', /(?<x>[^/]+)/, '/a/b%2Fc', { x: 'b/c' }],
    ['/a', /(?<x>.+)/, '/a/b/c%2Fd', { x: 'b/c/d' }],
    ['/a', /(?<x>caf.)/, '/a/caf%C3%A9', { x: 'café' }],
    ['/a', /(?<x>b+)/gimy, '/a/BB', { x: 'BB' }],
    ['/a', /(?<x>.)/u, '/a/%F0%9F%98%80', { x: '😀' }],
    ['/a', /b|(?<x>c)/, '/a/b', {}],
    ['/a', /(?<constructor>b)/, '/a/b', { constructor: 'b' }]
  ])('%s %s matches %s', (prefix, regex, path, values) => {
    const pattern = compileRegexPattern(prefix, regex)
    expect(pattern.match(path)).toEqual(values)
    expect(pattern.match(path)).toEqual(values)
  })

  it.each<[string, RegExp, string]>([
    ['/articles', YEAR, '/articles/2026'],
    ['/articles', YEAR, '/articles/2026/07/'],
    ['/articles', YEAR, '/articles2026/'],
    ['/articles', YEAR, '/x/2026/'],
    ['/a', /(?<x>b)/m, '/a/b%0A'],
    ['/a', /(?<x>b)/m, '/a/b%0Ac'],
    ['/a', /b|c/, '/a/bd'],
    ['/a', /^$/, '/a'],
    ['/a', /b\/c/, '/a/b%2Fc'],
    ['/a', /(?<x>.*)/, `/a/${'b'.repeat(8200)}`],
    ['/<int:author>', /(?<slug>\w+)/, '/me/x']
  ])('%s %s does not match %.30s', (prefix, regex, path) => {
    expect(compileRegexPattern(prefix, regex).match(path)).toBeUndefined()
  })

  it('has a shape, a source and parameters', () => {
    const pattern = compileRegexPattern('/<int:author>/', OPTIONAL)
    expect(pattern).toMatchObject({
      shape: '/:author/*',
      source: '/<int:author>/(?<year>[0-9]{4})/(?:(?<month>[0-9]{2})/)?',
      isSimple: false,
      parameters: [
        { name: 'author', converter: 'int', type: Number },
        { name: 'year', type: String },
        { name: 'month', type: String }
      ]
    })
  })

  it.each<[string, RegExp, string]>([
    ['/<int:x>', /(?<x>b)/, 'ROUTING_DUPLICATE_PARAMETER'],
    ['/a', /(?<__proto__>b)/, 'ROUTING_BAD_PARAMETER_NAME'],
    ['/<path:p>', /b/, 'ROUTING_REGEX_AFTER_PATH'],
    ['/<path:p>/x', /b/, 'ROUTING_REGEX_AFTER_PATH']
  ])('%s %s is %s', (prefix, regex, code) => {
    expect(() => compileRegexPattern(prefix, regex)).toThrow(expect.objectContaining({ code }))
  })
})

describe('building a path from a regular expression', () => {
  it.each<[RegExp, Record<string, unknown>, string]>([
    [YEAR, { year: 2026 }, '/a/2026/'],
    [OPTIONAL, { year: '2026' }, '/a/2026/'],
    [OPTIONAL, { year: '2026', month: '07' }, '/a/2026/07/'],
    [/^\/x\.(?<type>json|xml)\/?$/, { type: 'xml' }, '/a/x.xml'],
    [/(?:v(?<major>\d+)(?:\.(?<minor>\d+))?)?/, {}, '/a/'],
    [/(?:v(?<major>\d+)(?:\.(?<minor>\d+))?)?/, { major: 1 }, '/a/v1'],
    [/(?:v(?<major>\d+)(?:\.(?<minor>\d+))?)?/, { major: 1, minor: 2 }, '/a/v1.2'],
    [/(?<x>(?:[)\]]|\))+)(y)/, { x: ')]' }, '/a/)%5Dy'],
    [/(?<x>[^/]+)/, { x: 'b/c' }, '/a/b%2Fc'],
    [/(?<x>.+)/, { x: 'b/c' }, '/a/b/c']
  ])('%s with %p is %s', (regex, values, path) => {
    expect(compileRegexPattern('/a', regex).build(values)).toBe(path)
  })

  it.each<[string, RegExp, Record<string, unknown>]>([
    ['a text that does not fit', YEAR, { year: '20' }],
    ['a missing value', YEAR, {}],
    ['an inner value without the outer', /(?:v(?<a>1)(?:\.(?<b>2))?)?/, { b: '2' }],
    ['an object', /(?:(?<x>b))?/, { x: {} }],
    ['an expression that can be written in several ways', /[ab](?<x>\d)/, { x: 1 }],
    ['alternatives', /a(?<x>\d)|b/, { x: 1 }],
    ['a class', /\d(?<x>\d)/, { x: 1 }],
    ['a repetition', /b+(?<x>\d)/, { x: 1 }],
    ['a repeated group', /(?:b(?<x>\d))*/, { x: 1 }],
    ['a look-ahead', /(?=b)(?<x>b)/, { x: 'b' }]
  ])('refuses %s', (_case, regex, values) => {
    expect(compileRegexPattern('/a', regex).build(values)).toBeUndefined()
  })
})
