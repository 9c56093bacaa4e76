import { compilePattern, compileRegexPattern } from '../../src/routing/pattern'
import { createResolver } from '../../src/routing/resolver'
import { compareRecords } from '../../src/routing/route-order'

const route = (source: string, ...methods: string[]) => ({
  source,
  pattern: compilePattern(source),
  methods: methods.length === 0 ? ['GET'] : methods
})

const table = [
  route('/'),
  route('/articles/', 'GET', 'POST'),
  route('/articles/new'),
  route('/articles/<int:id>', 'GET', 'DELETE'),
  route('/articles/<slug:slug>', 'GET', 'PATCH'),
  route('/articles/<int:id>/', 'PUT'),
  route('/users/@me'),
  route('/users/<name>'),
  route('/files/<path:file>/edit'),
  route('/files/<path:file>'),
  {
    source: 'regex',
    pattern: compileRegexPattern('/archive', /(?<year>[0-9]{4})(?:\/(?<month>[0-9]{2}))?\//),
    methods: ['GET']
  },
  route('/any', 'TRACE', 'OPTIONS', 'DELETE', 'PATCH', 'PUT', 'POST', 'HEAD', 'PROPFIND')
].sort(compareRecords)

const resolver = createResolver(table)
const find = (method: string, path: string) => {
  const found = resolver.resolve(method, path)
  return found && [found.record.source, found.params]
}

describe('resolving', () => {
  it.each([
    ['GET', '/', '/', {}],
    ['GET', '/articles/', '/articles/', {}],
    ['GET', '/articles/new', '/articles/new', {}],
    ['GET', '/articles/n%65w', '/articles/new', {}],
    ['GET', '/articles/7', '/articles/<int:id>', { id: 7 }],
    ['GET', '/articles/9007199254740993', '/articles/<slug:slug>', { slug: '9007199254740993' }],
    ['PATCH', '/articles/new', '/articles/<slug:slug>', { slug: 'new' }],
    ['PUT', '/articles/7/', '/articles/<int:id>/', { id: 7 }],
    ['GET', '/users/%40me', '/users/@me', {}],
    ['GET', '/users/me', '/users/<name>', { name: 'me' }],
    ['GET', '/files/a/b/edit', '/files/<path:file>/edit', { file: 'a/b' }],
    ['GET', '/files/edit', '/files/<path:file>', { file: 'edit' }],
    ['GET', '/archive/2026/', 'regex', { year: '2026' }],
    ['GET', '/archive/2026/07/', 'regex', { year: '2026', month: '07' }],
    ['HEAD', '/articles/7', '/articles/<int:id>', { id: 7 }]
  ])('%s %s is %s', (method, path, source, params) => {
    expect(find(method, path)).toEqual([source, params])
  })

  it.each([
    ['another method', 'POST', '/articles/7'],
    ['an unknown path', 'GET', '/nothing'],
    ['a missing slash', 'GET', '/articles'],
    ['a slash too many', 'GET', '/articles/new/'],
    ['a double slash', 'GET', '//articles/7'],
    ['another case', 'GET', '/Articles/7'],
    ['an empty segment', 'GET', '/users/'],
    ['a line break at the end', 'GET', '/articles/7%0A'],
    ['a stray percent sign', 'GET', '/users/%zz'],
    ['bytes that are not UTF-8', 'GET', '/users/%ff'],
    ['an encoded slash for a slash', 'GET', '/articles%2F7'],
    ['no path', 'GET', '*'],
    ['the name of a property', 'GET', '/__proto__']
  ])('finds nothing for %s', (_case, method, path) => expect(find(method, path)).toBeUndefined())

  it('goes on behind a record', () => {
    const first = resolver.resolve('GET', '/articles/7')!
    const second = resolver.resolve('GET', '/articles/7', first.record)!
    expect(second.record.source).toBe('/articles/<slug:slug>')
    expect(resolver.resolve('GET', '/articles/7', second.record)).toBeUndefined()
  })

  it('keeps the order it was given', () => {
    const late = createResolver([route('/<name>'), route('/new')])
    expect(late.resolve('GET', '/new')?.record.source).toBe('/<name>')
  })

  it('prefers a record that names HEAD', () => {
    const records = [route('/x/<int:id>', 'GET'), route('/x/<int:other>', 'HEAD')]
    const found = createResolver(records.sort(compareRecords)).resolve('HEAD', '/x/1')
    expect(found?.record.source).toBe('/x/<int:other>')
  })
})

describe('the methods of a path', () => {
  it.each([
    ['/articles/', ['GET', 'HEAD', 'POST', 'OPTIONS']],
    ['/articles/7', ['GET', 'HEAD', 'PATCH', 'DELETE', 'OPTIONS']],
    ['/articles/7/', ['PUT', 'OPTIONS']],
    ['/any', ['HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND']],
    ['/nothing', []],
    ['/users/%ff', []]
  ])('%s answers %j', (path, methods) => expect(resolver.methodsOf(path)).toEqual(methods))
})

describe('the index', () => {
  const looked: string[] = []
  const records = Array.from({ length: 1000 }, (_, index) => {
    const record = route(`/api/thing${index}/<int:id>`)
    const matchSegments = (segments: readonly string[]) => {
      looked.push(record.source)
      return record.pattern.matchSegments(segments)
    }
    return { ...record, pattern: { ...record.pattern, matchSegments } }
  })

  it('looks only at the routes that can match', () => {
    expect(createResolver(records).resolve('GET', '/api/thing500/7')?.params).toEqual({ id: 7 })
    expect(looked).toEqual(['/api/thing500/<int:id>'])
  })
})
