import { compilePattern, joinPaths } from '../../src/routing/pattern'

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

describe('a path that cannot be compiled', () => {
  it.each([
    ['/a/<int:id', 'ROUTING_UNBALANCED_BRACKETS', 'without its ">"'],
    ['/a/int:id>', 'ROUTING_UNBALANCED_BRACKETS', 'without its ">"'],
    ['/a/<<id>>', 'ROUTING_UNBALANCED_BRACKETS', 'without its ">"'],
    ['/a/<int:a/b>', 'ROUTING_UNBALANCED_BRACKETS', 'without its ">"'],
    ['/a/<int: id>', 'ROUTING_BAD_PARAMETER_NAME', '" id" cannot name a parameter'],
    ['/a/<>', 'ROUTING_BAD_PARAMETER_NAME', '"" cannot name a parameter'],
    ['/a/<1st>', 'ROUTING_BAD_PARAMETER_NAME', 'Write `<int:id>` or `<id>`'],
    ['/a/<__proto__>', 'ROUTING_BAD_PARAMETER_NAME', '"__proto__" cannot name'],
    ['/a/<int:__proto__>', 'ROUTING_BAD_PARAMETER_NAME', '"__proto__" cannot name'],
    ['/a/<imt:id>', 'ROUTING_UNKNOWN_CONVERTER', 'Did you mean "int"?'],
    ['/a/<constructor:id>', 'ROUTING_UNKNOWN_CONVERTER', 'There are int, bigint, str'],
    ['/<id>/<int:id>', 'ROUTING_DUPLICATE_PARAMETER', 'two parameters named "id"'],
    ['/<id>-<id>', 'ROUTING_DUPLICATE_PARAMETER', 'Rename one of them'],
    ['/a/../b', 'ROUTING_DOT_SEGMENT', 'which clients remove'],
    ['/a/.', 'ROUTING_DOT_SEGMENT', 'which clients remove']
  ])('%s: %s', (source, code, text) => {
    const compile = () => compilePattern(source)
    expect(compile).toThrow(expect.objectContaining({ code }))
    expect(compile).toThrow(text)
  })
})
