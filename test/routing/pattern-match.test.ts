import { compilePattern } from '../../src/routing/pattern'

const UUID = '0b8f9a3c-1d2e-4f5a-8b7c-6d5e4f3a2b1c'
const LONG = 'x'.repeat(5000)

describe('matching', () => {
  it.each<[string, string, Record<string, unknown>]>([
    ['/', '/', {}],
    ['/hello/', '/hello/', {}],
    ['/a/<int:id>', '/a/007', { id: 7 }],
    ['/a/<int:id>', '/a/9007199254740991', { id: 9007199254740991 }],
    ['/a/<int:id>', '/a/%37', { id: 7 }],
    ['/a/<bigint:id>', '/a/9007199254740993', { id: 9007199254740993n }],
    ['/a/<uuid:id>', `/a/${UUID}`, { id: UUID }],
    ['/a/<slug:s>', '/a/-a_B9', { s: '-a_B9' }],
    ['/a/<x>', `/a/${LONG}`, { x: LONG }],
    ['/a/<x>', '/a/caf%C3%A9', { x: 'café' }],
    ['/a/<x>', '/a/%F0%9F%98%80', { x: '😀' }],
    ['/a/<x>', '/a/b%2Fc', { x: 'b/c' }],
    ['/a/<x>', '/a/%2541', { x: '%41' }],
    ['/a/<x>', '/a/%00', { x: '\0' }],
    ['/a/<x>', '/a/b%0A', { x: 'b\n' }],
    ['/a/<x>', '/a/%2e%2e', { x: '..' }],
    ['/a/<x>', '/a/__proto__', { x: '__proto__' }],
    ['/a/<constructor>/<toString>', '/a/b/c', { constructor: 'b', toString: 'c' }],
    ['/f/<path:p>', '/f/a/b', { p: 'a/b' }],
    ['/f/<path:p>', '/f//a', { p: '/a' }],
    ['/f/<path:p>', '/f/a%2Fb/', { p: 'a/b/' }],
    ['/f/<path:p>/edit', '/f/a/edit/edit', { p: 'a/edit' }],
    ['/f/<path:p>/v<int:n>', '/f/a%2Fb/c/v2', { p: 'a/b/c', n: 2 }],
    ['/<path:a>/to/<path:b>', '/x/to/y/to/z', { a: 'x/to/y', b: 'z' }],
    ['/<int:y>-<slug:s>/', '/2020-a-b/', { y: 2020, s: 'a-b' }],
    ['/<a>-<b>', '/x-y-z', { a: 'x-y', b: 'z' }],
    ['/<a>.<b>', '/x%2Fy.z', { a: 'x/y', b: 'z' }],
    ['/<int:a><slug:b>', '/12x', { a: 12, b: 'x' }],
    ['/<int:a><int:b>', '/123', { a: 12, b: 3 }],
    ['/v<str:x>.json', '/v.json.json', { x: '.json' }],
    ['/users/@me', '/users/%40me', {}],
    ['/users/@me', '/users/@me', {}],
    ['/what?#', '/what%3F%23', {}],
    ['/100%/a b/café', '/100%25/a%20b/caf%c3%a9', {}]
  ])('%s matches %.40s', (source, path, values) => {
    expect(compilePattern(source).match(path)).toEqual(values)
  })

  it.each([
    ['/a', '/a/'],
    ['/a/', '/a'],
    ['/a', '/A'],
    ['/a', '//a'],
    ['/a', '/a%0A'],
    ['/a', 'a'],
    ['/a/<x>', '/a/'],
    ['/a/<x>', '/a/b/c'],
    ['/a/<x>', '/a/%zz'],
    ['/a/<x>', '/a/%'],
    ['/a/<x>', '/a/%E9'],
    ['/a/<x>', '/a/%ED%A0%80'],
    ['/a/<x>/b', '/a//b'],
    ['/a/b', '/a%2Fb'],
    ['/a/<int:id>', '/a/-1'],
    ['/a/<int:id>', '/a/1.0'],
    ['/a/<int:id>', '/a/1e3'],
    ['/a/<int:id>', '/a/7%0A'],
    ['/a/<int:id>', '/a/%D9%A7'],
    ['/a/<int:id>', '/a/9007199254740992'],
    ['/a/<int:id>', `/a/${'9'.repeat(5000)}`],
    ['/a/<slug:s>', '/a/caf%C3%A9'],
    ['/a/<slug:s>', '/a/b%2Fc'],
    ['/a/<uuid:id>', `/a/${UUID.toUpperCase()}`],
    ['/a/<uuid:id>', `/a/${UUID}%0A`],
    ['/f/<path:p>', '/f/'],
    ['/f/<path:p>', '/f'],
    ['/f/<path:p>', '/f/a%0Ab'],
    ['/f/<path:p>/edit', '/f//edit'],
    ['/f/<path:p>/edit', '/f/a%2Fedit'],
    ['/<a>-<b>', '/-b'],
    ['/<a>-<b>', '/a-'],
    ['/<int:a>-<int:b>', '/9007199254740992-1'],
    ['/ab<x>ba', '/aba'],
    ['/a*', '/ab']
  ])('%s does not match %.40s', (source, path) => {
    expect(compilePattern(source).match(path)).toBeUndefined()
  })

  it.each([
    ['/<a>-<b>-<c>-<d>-<int:e>', `/${'-'.repeat(16_000)}x`],
    ['/<a><b><c><d><int:e>', `/${'1'.repeat(16_000)}x`],
    ['/<path:a>/<path:b>/<path:c>/<int:d>', '/a'.repeat(8000)],
    ['/<slug:a>-<slug:b>', `/${'a-'.repeat(8000)}!`]
  ])('%s gives up on a path that could be read in very many ways', (source, path) => {
    expect(compilePattern(source).match(path)).toBeUndefined()
  })
})

describe('converting what Fastify found', () => {
  it.each<[string, Record<string, string>, object | undefined]>([
    ['/a', {}, {}],
    ['/a/<int:id>', { id: '7' }, { id: 7 }],
    ['/a/<int:id>', { id: '' }, undefined],
    ['/a/<int:id>', { id: 'x' }, undefined],
    ['/a/<x>', { x: 'b/c' }, { x: 'b/c' }],
    ['/<int:a>/<slug:b>', { a: '1', b: 'x' }, { a: 1, b: 'x' }],
    ['/<int:a>/<slug:b>', { a: 'x', b: 'x' }, undefined],
    ['/<int:a>/<slug:b>', { a: '1', b: '!' }, undefined],
    ['/<a>/<b>/<int:c>', { a: 'x', b: 'y', c: '3' }, { a: 'x', b: 'y', c: 3 }],
    ['/<a>/<b>/<int:c>', { a: 'x', b: '', c: '3' }, undefined],
    ['/<int:y>-<slug:s>', { _0: '2020-a' }, { y: 2020, s: 'a' }],
    ['/f/<path:p>', { '*': 'a/b' }, { p: 'a/b' }],
    ['/f/<path:p>', { '*': '' }, undefined],
    ['/f/<path:p>/edit', { '*': 'a/edit' }, undefined]
  ])('%s of %j is %j', (source, raw, values) => {
    expect(compilePattern(source).convert(raw)).toEqual(values)
  })

  it('reads what was found for another pattern of its shape', () => {
    const pattern = compilePattern('/a/<int:id>/<x>-<y>/<path:p>')
    const other = compilePattern('/a/<slug>/<z>/<path:rest>')
    expect(other.shapeKey).toBe(pattern.shapeKey)
    const raw = { slug: '7', z: 'b-c', '*': 'd/e' }
    expect(pattern.convertFor(other.shape)(raw)).toEqual({ id: 7, x: 'b', y: 'c', p: 'd/e' })
  })

  it('gives plain objects whose names are their own', () => {
    const values = compilePattern('/<constructor>').convert({ constructor: 'x' })!
    expect(Object.entries(values)).toEqual([['constructor', 'x']])
  })
})
