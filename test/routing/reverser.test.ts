import { compilePattern, compileRegexPattern } from '../../src/routing/pattern'
import { createReverser, NoReverseMatch } from '../../src/routing/reverser'

class ArticleController {}
class CommentController {}
class PageController {}
class OtherController {}
const hello = (): string => 'hello'

function route(name: string, source: string | RegExp, controller: object, action: string) {
  const pattern =
    typeof source === 'string' ? compilePattern(source) : compileRegexPattern('/', source)
  const meta = new Map<unknown, unknown>()
  return { name, pattern, path: pattern.source, controller, action, methods: ['GET'], meta }
}

const url = createReverser([
  route('article.list', '/articles/', ArticleController, 'list'),
  route('article.create', '/articles/', ArticleController, 'create'),
  route('article.show', '/articles/<int:id>', ArticleController, 'show'),
  route('archive', '/archive/<int:year>/', PageController, 'year'),
  route('archive', '/archive/<int:year>/<int:month>/', PageController, 'month'),
  route('archive', '/history/<int:year>/', PageController, 'year'),
  route('hello', '/hello/', hello, 'hello'),
  route('feed', /feed\.(?<type>atom|rss)/, hello, 'feed'),
  route('news:detail', '/news/<int:id>/', CommentController, 'detail'),
  route('polls:detail', '/polls/<int:id>/', CommentController, 'detail'),
  route('polls:old:detail', '/polls/old/<int:id>/', CommentController, 'detail'),
  route('detail', '/<int:id>/', OtherController, 'detail'),
  route('pair', '/<a>-<b>', OtherController, 'pair')
])

describe('a URL from a name', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['article.list', {}, '/articles/'],
    ['article.show', { id: 7 }, '/articles/7'],
    ['archive', { year: 2026, month: 7 }, '/archive/2026/7/'],
    ['archive', { year: 2026 }, '/history/2026/'],
    ['feed', { type: 'rss' }, '/feed.rss'],
    ['polls:detail', { id: 7 }, '/polls/7/']
  ])('%s %j is %s', (name, params, path) => expect(url(name, params)).toBe(path))

  it.each([
    ['detail', undefined, '/7/'],
    ['detail', 'polls', '/polls/7/'],
    ['detail', 'polls:old', '/polls/old/7/'],
    ['detail', 'polls:new', '/polls/7/'],
    ['detail', 'unknown', '/7/'],
    ['old:detail', 'polls', '/polls/old/7/'],
    ['article.show', 'polls', '/articles/7']
  ])('%s within %s is %s', (name, current, path) => {
    expect(url(name, { id: 7 }, { current })).toBe(path)
  })
})

describe('a URL from a controller', () => {
  it.each([
    ['its action', url(ArticleController, 'show', { id: 7 }), '/articles/7'],
    ['its own path', url(ArticleController), '/articles/'],
    ['an action of several paths', url(PageController, 'year', { year: 1 }), '/history/1/'],
    ['a function', url(hello, 'hello'), '/hello/'],
    ['a namespace', url(CommentController, 'detail', { id: 1 }, { current: 'news' }), '/news/1/'],
    ['the last mount', url(CommentController, 'detail', { id: 1 }), '/polls/old/1/'],
    ['its only action', url(CommentController, undefined, { id: 1 }), '/polls/old/1/']
  ])('by %s', (_case, path, expected) => expect(path).toBe(expected))
})

describe('query and hash', () => {
  it.each([
    [{}, ''],
    [{ query: {} }, ''],
    [{ query: { page: 2, tag: ['a', 'b c'], empty: '' } }, '?page=2&tag=a&tag=b+c&empty='],
    [{ query: { a: null, b: undefined, c: [null, 1n, undefined, false] } }, '?c=1&c=false'],
    [{ query: { at: new Date(0) } }, '?at=1970-01-01T00%3A00%3A00.000Z'],
    [
      {
        query: new URLSearchParams([
          ['a', '1'],
          ['a', '&']
        ])
      },
      '?a=1&a=%26'
    ],
    [{ query: 'a=1&b=é\r\n' }, '?a=1&b=%C3%A9%0D%0A'],
    [{ query: '?a=1' }, '?a=1'],
    [{ hash: 'top' }, '#top'],
    [{ hash: '#a b"' }, '#a%20b%22'],
    [{ query: { a: '#' }, hash: 'x' }, '?a=%23#x']
  ])('%j adds %s', (options, text) => {
    expect(url('article.list', {}, options)).toBe(`/articles/${text}`)
  })
})

describe('a miss', () => {
  it.each<[string, () => string, string, string]>([
    [
      'a misspelt name',
      () => url('article.shwo'),
      'No route is named "article.shwo".',
      'Did you mean "article.show" or'
    ],
    [
      'a name like no other',
      () => url('xxxxxxxxxx'),
      'No route',
      'Hint: `app.routes` lists every name.'
    ],
    ['a missing namespace', () => url('old:detail'), 'No route', 'Did you mean "polls:old:detail"'],
    ['the name of a property', () => url('constructor'), 'No route', 'app.routes'],
    [
      'a missing value',
      () => url('article.show'),
      '"article.show" cannot be built with {}.',
      '/articles/<int:id> needs id.'
    ],
    ['a value too many', () => url('hello', { id: 7 }), '{ id: 7 }', '/hello/ takes no id.'],
    [
      'a value of the wrong type',
      () => url('article.show', { id: 'x' }),
      "{ id: 'x' }",
      "does not take 'x' (string) as id."
    ],
    [
      'an object for a value',
      () => url('article.show', { id: { id: 7 } }),
      '[Object]',
      '(object) as id.'
    ],
    [
      'several candidates',
      () => url('archive', { day: 1 }),
      '"archive"',
      '/history/<int:year>/ takes no day; /archive/<int:year>/<int:month>/ takes no day; /archive'
    ],
    [
      'values read in another way',
      () => url('pair', { a: 'x', b: 'y-z' }),
      '"pair"',
      'would not lead back to these values'
    ],
    [
      'an expression that does not fit',
      () => url('feed', { type: 'pdf' }),
      '"feed"',
      'would not lead back'
    ],
    [
      'a misspelt action',
      () => url(ArticleController, 'shwo'),
      'ArticleController has no route to "shwo".',
      'Did you mean "show"? It has routes to create, list, show.'
    ],
    [
      'no action among several',
      () => url(OtherController),
      'several routes',
      'Name the action: detail, pair.'
    ],
    [
      'a class without routes',
      () => url(class Nothing {}),
      'Nothing has no routes here.',
      'List it in `controllers` or `urls`.'
    ]
  ])('of %s says what would fit', (_case, miss, what, hint) => {
    expect(miss).toThrow(NoReverseMatch)
    expect(miss).toThrow(expect.objectContaining({ code: 'ROUTING_NO_REVERSE_MATCH' }))
    expect(miss).toThrow(what)
    expect(miss).toThrow(hint)
  })
})
