import { compilePattern, joinPaths } from '../../src/routing/pattern'

const UUID = '0b8f9a3c-1d2e-4f5a-8b7c-6d5e4f3a2b1c'

describe('joining paths', () => {
  it.each([
    ['/articles', '/', '/articles/'],
    ['/articles', '', '/articles'],
    ['/articles', '<int:id>', '/articles/<int:id>'],
    ['/articles/', '/x', '/articles/x'],
    ['blog/', 'x/', '/blog/x/'],
    ['blog/', '', '/blog/'],
    ['', '', '/'],
    ['/', '/', '/'],
    ['//', '//x//', '/x/']
  ])('%j and %j make %j', (prefix, path, joined) => expect(joinPaths(prefix, path)).toBe(joined))
})

describe('the shape that Fastify registers', () => {
  it.each([
    ['/', '/', true],
    ['hello/', '/hello/', true],
    ['/articles/<int:id>', '/articles/:id', true],
    ['/articles/<slug>/', '/articles/:slug/', true],
    ['/files/<path:file>', '/files/*', true],
    ['/<int:year>-<slug:title>/', '/:_0/', true],
    ['/<int:_0>/v<str:x>.json', '/:_0/:_1', true],
    ['/<int:_1>/v<str:x>.json', '/:_1/:__1', true],
    ['/users/@me', '/users/:_1', false],
    ['/@me/<int:id>', '/:_0/:id', true],
    ['/a*b/c', '/:_0/c', false],
    ['/café/', '/café/', true],
    ['/files/<path:file>/edit', '/files/*', false],
    ['/x<path:file>', '/*', false]
  ])('of %s is %s', (source, shape, isSimple) => {
    const pattern = compilePattern(source)
    expect(pattern).toMatchObject({ shape, isSimple })
  })

  it('has a key without names', () => {
    expect(compilePattern('/a/<int:id>/<path:p>').shapeKey).toBe('/a/:/*')
  })

  it('keeps what was declared', () => {
    const pattern = compilePattern('blog/<int:year>/<title>')
    expect(pattern.source).toBe('/blog/<int:year>/<title>')
    expect(pattern.parameters).toEqual([
      { name: 'year', converter: 'int', type: Number },
      { name: 'title', converter: 'str', type: String }
    ])
  })
})

describe('matching', () => {
  it.each<[string, string, Record<string, unknown>]>([
    ['/', '/', {}],
    ['/hello/', '/hello/', {}],
    ['/a/<int:id>', '/a/007', { id: 7 }],
    ['/a/<int:id>', '/a/9007199254740991', { id: 9007199254740991 }],
    ['/a/<bigint:id>', '/a/9007199254740993', { id: 9007199254740993n }],
    ['/a/<uuid:id>', `/a/${UUID}`, { id: UUID }],
    ['/a/<slug:s>', '/a/-a_B9', { s: '-a_B9' }],
    ['/a/<x>', '/a/caf%C3%A9', { x: 'café' }],
    ['/a/<x>', '/a/b%2Fc', { x: 'b/c' }],
    ['/a/<x>', '/a/%2541', { x: '%41' }],
    ['/a/<x>', '/a/%00', { x: '\0' }],
    ['/a/<x>', '/a/b%0A', { x: 'b\n' }],
    ['/a/<x>', '/a/%2e%2e', { x: '..' }],
    ['/a/<constructor>/<toString>', '/a/b/c', { constructor: 'b', toString: 'c' }],
    ['/f/<path:p>', '/f/a/b', { p: 'a/b' }],
    ['/f/<path:p>', '/f/a%2Fb/', { p: 'a/b/' }],
    ['/f/<path:p>/edit', '/f/a/edit/edit', { p: 'a/edit' }],
    ['/f/<path:p>/v<int:n>', '/f/a%2Fb/c/v2', { p: 'a/b/c', n: 2 }],
    ['/<int:y>-<slug:s>/', '/2020-a-b/', { y: 2020, s: 'a-b' }],
    ['/<a>-<b>', '/x-y-z', { a: 'x-y', b: 'z' }],
    ['/<a>.<b>', '/x%2Fy.z', { a: 'x/y', b: 'z' }],
    ['/<int:a><slug:b>', '/12x', { a: 12, b: 'x' }],
    ['/v<str:x>.json', '/v.json.json', { x: '.json' }],
    ['/users/@me', '/users/%40me', {}],
    ['/users/@me', '/users/@me', {}],
    ['/100%/a b/café', '/100%25/a%20b/caf%c3%a9', {}]
  ])('%s matches %s', (source, path, values) => {
    expect(compilePattern(source).match(path)).toEqual(values)
  })
})
