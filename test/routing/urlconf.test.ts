import { HttpRequest } from '../../src/http/request'
import { Get, Route, Use } from '../../src/routing/decorators'
import { include, path, rePath, type UrlEntry } from '../../src/routing/urlconf'
import { linesOf, recordOf, recordsOf } from './scanned'

class Outer {
  processRequest() {}
}
class Inner extends Outer {}
class Own extends Outer {}

function hello(_request: HttpRequest) {
  return 'Hello, World!'
}
function detail(_request: HttpRequest, { id }: { id: number }) {
  return id
}

@Route('/articles')
class ArticleController {
  @Get('/') list() {}
  @Get('/<int:id>') show(_request: HttpRequest, _params: { id: number }) {}
}
class HelloController {
  get() {}
}

describe('path', () => {
  it('answers every method of a view by a function, under its name', () => {
    expect(linesOf({ urls: [path('hello/', hello)] })).toEqual([
      'GET,POST,PUT,PATCH,DELETE /hello/ hello'
    ])
  })

  it('makes a record whose handler is the function', () => {
    const record = recordOf({ urls: [path('x/<int:id>/', detail)] }, 'detail')
    expect(record).toMatchObject({
      controller: detail,
      handler: detail,
      action: 'detail',
      isMethod: false,
      arguments: []
    })
  })

  it('takes name, methods, middleware, facts, schema and status', () => {
    const urls = [
      path('x/<int:id>/', hello, {
        name: 'greet',
        methods: ['GET'],
        middleware: [Own],
        meta: [['key', 1]],
        returns: { type: 'string' },
        status: 203,
        unused: ['id']
      })
    ]
    const record = recordOf({ urls }, 'greet')
    expect(record).toMatchObject({ methods: ['GET'], returns: { type: 'string' }, status: 203 })
    expect([record.middleware, record.meta.get('key')]).toEqual([[Own], 1])
  })

  it.each<[string, UrlEntry, string[]]>([
    [
      'with a path of its own below',
      path('blog/', ArticleController),
      ['GET /blog/articles/ article.list', 'GET /blog/articles/<int:id> article.show']
    ],
    ['without a path of its own there', path('hello/', HelloController), ['GET /hello/ hello']],
    [
      'under another name',
      path('', ArticleController, { name: 'post', methods: ['GET'] }),
      ['GET /articles/ post.list', 'GET /articles/<int:id> post.show']
    ]
  ])('mounts a controller %s', (_case, entry, lines) => {
    expect(linesOf({ urls: [entry] })).toEqual(lines)
  })

  it('puts its middleware around that of the controller', () => {
    @Use(Inner)
    class UsedController {
      @Use(Own) get() {}
    }
    const urls = [path('x/', UsedController, { middleware: [Outer] })]
    expect(recordOf({ urls }, 'used').middleware).toEqual([Outer, Inner, Own])
  })

  it('is a frozen value', () => {
    expect(Object.isFrozen(path('hello/', hello))).toBe(true)
  })
})

describe('rePath', () => {
  it('matches below the prefix, with named groups as parameters', () => {
    const urls = [
      include('archive/', [rePath(/^(?<year>[0-9]{4})\/$/, (_request, { year }) => year)])
    ]
    const [record] = recordsOf({ urls })
    expect(record?.pattern.match('/archive/2024/')).toEqual({ year: '2024' })
    expect(record?.pattern.match('/archive/24/')).toBeUndefined()
  })
})

describe('include', () => {
  const polls = [path('', hello, { name: 'index' }), path('<int:id>/', detail)]

  it('puts a prefix before the paths and a namespace before the names', () => {
    expect(linesOf({ urls: [include('polls/', polls, { namespace: 'polls' })] })).toEqual([
      'GET,POST,PUT,PATCH,DELETE /polls/ polls:index',
      'GET,POST,PUT,PATCH,DELETE /polls/<int:id>/ polls:detail'
    ])
  })

  it('nests, with or without namespaces', () => {
    const inner = include('b/', polls, { namespace: 'b' })
    const urls = [include('a/', [include('x/', [inner])], { namespace: 'a' })]
    expect(linesOf({ urls })[0]).toBe('GET,POST,PUT,PATCH,DELETE /a/x/b/ a:b:index')
  })

  it('takes the same entries twice under two namespaces', () => {
    const urls = [
      include('one/', polls, { namespace: 'one' }),
      include('two/', polls, { namespace: 'two' })
    ]
    expect(recordsOf({ urls }).map(({ name }) => name)).toEqual([
      'one:index',
      'one:detail',
      'two:index',
      'two:detail'
    ])
  })

  it('captures parameters in its prefix', () => {
    const urls = [include('<slug:blog>/', [path('<int:id>/', detail)])]
    const { pattern } = recordOf({ urls }, 'detail')
    expect(pattern.match('/news/7/')).toEqual({ blog: 'news', id: 7 })
  })

  it('accepts what its prefix captures as unused, for all that is inside', () => {
    const urls = [include('<slug:blog>/', [path('', hello)], { unused: ['blog'] })]
    expect(linesOf({ urls })).toEqual(['GET,POST,PUT,PATCH,DELETE /<slug:blog>/ hello'])
  })

  it('mounts one controller without a path of its own', () => {
    expect(linesOf({ urls: [include('hello/', HelloController)] })).toEqual(['GET /hello/ hello'])
  })

  it('takes controllers, each under its own path', () => {
    @Route('/tags')
    class TagController {
      get() {}
    }
    const urls = [include('api/', [ArticleController, TagController], { namespace: 'api' })]
    expect(linesOf({ urls })).toEqual([
      'GET /api/articles/ api:article.list',
      'GET /api/articles/<int:id> api:article.show',
      'GET /api/tags api:tag'
    ])
  })

  it('surrounds all that is inside with its middleware and facts', () => {
    const urls = [
      include('a/', [path('x/', hello, { middleware: [Own], meta: [['depth', 2]] })], {
        middleware: [Outer],
        meta: [
          ['depth', 1],
          ['area', 'a']
        ]
      })
    ]
    const record = recordOf({ urls }, 'hello')
    expect(record.middleware).toEqual([Outer, Own])
    expect(Object.fromEntries(record.meta)).toEqual({ depth: 2, area: 'a' })
  })

  it('does not see what happens to the list afterwards', () => {
    const entries = [path('x/', hello)]
    const urls = [include('a/', entries)]
    entries.pop()
    expect(linesOf({ urls })).toHaveLength(1)
  })
})

it('scans controllers and a URLconf together', () => {
  const lines = linesOf({ controllers: [ArticleController], urls: [path('hello/', hello)] })
  expect(lines).toHaveLength(3)
})
