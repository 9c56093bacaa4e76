import { compilePattern } from '../../src/routing/pattern'

const UUID = '0b8f9a3c-1d2e-4f5a-8b7c-6d5e4f3a2b1c'

describe('building a path', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['/', {}, '/'],
    ['/articles/', {}, '/articles/'],
    ['/a/<int:id>', { id: 7 }, '/a/7'],
    ['/a/<int:id>', { id: '7' }, '/a/7'],
    ['/a/<int:id>', { id: 7n }, '/a/7'],
    ['/a/<int:id>', { id: 0 }, '/a/0'],
    ['/a/<int:id>', { id: 7, unused: undefined }, '/a/7'],
    ['/a/<bigint:id>', { id: 2n ** 64n }, '/a/18446744073709551616'],
    ['/a/<uuid:id>', { id: UUID }, `/a/${UUID}`],
    ['/a/<x>', { x: 'a b' }, '/a/a%20b'],
    ['/a/<x>', { x: 'café 😀' }, '/a/caf%C3%A9%20%F0%9F%98%80'],
    ['/a/<x>', { x: "-._~!$&'()*+,;=:@" }, "/a/-._~!$&'()*+,;=:@"],
    ['/a/<x>', { x: '?#[]%"<>\\^`{|}' }, '/a/%3F%23%5B%5D%25%22%3C%3E%5C%5E%60%7B%7C%7D'],
    ['/a/<x>', { x: 'b/c' }, '/a/b%2Fc'],
    ['/a/<x>', { x: '../c' }, '/a/..%2Fc'],
    ['/a/<x>', { x: '\r\n' }, '/a/%0D%0A'],
    ['/a/<x>', { x: '...' }, '/a/...'],
    ['/a/<constructor>', { constructor: 'x' }, '/a/x'],
    ['/f/<path:p>', { p: 'a/b c' }, '/f/a/b%20c'],
    ['/<path:p>', { p: '/evil.example' }, '/%2Fevil.example'],
    ['/<x>', { x: '/evil.example' }, '/%2Fevil.example'],
    ['/<path:p>', { p: '\\evil.example' }, '/%5Cevil.example'],
    ['/<path:p>/edit', { p: '/a' }, '/%2Fa/edit'],
    ['/<int:y>-<slug:s>/', { y: 2020, s: 'a-b' }, '/2020-a-b/'],
    ['/v<x>.json', { x: 'a/b' }, '/va%2Fb.json'],
    ['/users/@me/what?', {}, '/users/@me/what%3F'],
    ['/café/100%', {}, '/caf%C3%A9/100%25']
  ])('%s with %p is %s', (source, values, path) => {
    const pattern = compilePattern(source)
    expect(pattern.build(values)).toBe(path)
    expect(pattern.build(pattern.match(path)!)).toBe(path)
  })

  it.each<[string, string, Record<string, unknown>]>([
    ['a missing value', '/a/<int:id>', {}],
    ['an undefined value', '/a/<int:id>', { id: undefined }],
    ['null', '/a/<x>', { x: null }],
    ['an object', '/a/<x>', { x: {} }],
    ['a boolean', '/a/<x>', { x: true }],
    ['NaN', '/a/<x>', { x: NaN }],
    ['a value too many', '/a/<int:id>', { id: 7, page: 2 }],
    ['an inherited value', '/a/<constructor>', {}],
    ['a negative int', '/a/<int:id>', { id: -1 }],
    ['a fraction', '/a/<int:id>', { id: 1.5 }],
    ['an int that was rounded', '/a/<int:id>', { id: 2 ** 53 }],
    ['a text that is no int', '/a/<int:id>', { id: '7\n' }],
    ['an empty text', '/a/<x>', { x: '' }],
    ['a slash in a slug', '/a/<slug:s>', { s: 'a/b' }],
    ['half a character', '/a/<x>', { x: '\uD800' }],
    ['a dot', '/a/<x>', { x: '.' }],
    ['two dots', '/a/<x>/b', { x: '..' }],
    ['dots within a path', '/f/<path:p>', { p: 'a/../b' }],
    ['dots at the end of a path', '/f/<path:p>', { p: 'a/..' }],
    ['a line break in a path', '/f/<path:p>', { p: 'a\nb' }],
    ['values that would be read in another way', '/<a>-<b>', { a: 'x', b: 'y-z' }],
    ['the same over slashes', '/<path:a>/to/<path:b>', { a: 'x', b: 'y/to/z' }]
  ])('refuses %s', (_case, source, values) => {
    expect(compilePattern(source).build(values)).toBeUndefined()
  })
})
