import { Get, Post, Route } from '../../src/routing/decorators'
import { Param } from '../../src/routing/parameter-decorators'
import { scan } from '../../src/routing/scanner'
import { path } from '../../src/routing/urlconf'
import { linesOf, linesOfClasses, recordOf, recordsOf } from './scanned'

@Route('/articles')
class ArticleController {
  @Post('/') create() {}
  @Get('/<slug:slug>') bySlug(@Param('slug') _slug: string) {}
  @Get('/<int:id>') byId(@Param('id') _id: number) {}
  @Get('/latest', { status: 203, returns: { type: 'object' } }) latest() {}
}
const sources = { controllers: [ArticleController] }

describe('records', () => {
  it('stand in the order in which they are tried', () => {
    expect(linesOf(sources)).toEqual([
      'POST /articles/ article.create',
      'GET /articles/latest article.latest',
      'GET /articles/<int:id> article.byId',
      'GET /articles/<slug:slug> article.bySlug'
    ])
  })

  it('tell all that later stages need', () => {
    expect(recordOf(sources, 'article.latest')).toEqual({
      name: 'article.latest',
      methods: ['GET'],
      path: '/articles/latest',
      pattern: expect.objectContaining({ source: '/articles/latest' }),
      controller: ArticleController,
      action: 'latest',
      handler: ArticleController.prototype.latest,
      isMethod: true,
      arguments: [],
      middleware: [],
      meta: new Map(),
      returns: { type: 'object' },
      status: 203,
      file: expect.stringMatching(/^test\/routing\/scanner\.test\.ts:12$/)
    })
  })

  it('are frozen, with their lists', () => {
    const records = recordsOf(sources)
    const [record] = records
    const values = [records, record, record?.methods, record?.arguments, record?.middleware]
    expect(values.map(Object.isFrozen)).toEqual(values.map(() => true))
  })

  it('of one path share its pattern', () => {
    @Route('/x')
    class SharedController {
      get() {}
      put() {}
    }
    const [get, put] = recordsOf({ controllers: [SharedController] })
    expect(get?.pattern).toBe(put?.pattern)
  })

  it('are made anew by each scan', () => {
    expect(linesOf(sources)).toEqual(linesOf(sources))
    expect(recordsOf(sources)[0]).not.toBe(recordsOf(sources)[0])
  })
})

it.each([
  ['nothing', {}],
  ['empty lists', { controllers: [], urls: [] }]
])('finds no routes in %s', (_case, empty) =>
  expect(scan(empty)).toEqual({ records: [], problems: [] })
)

describe('odd classes', () => {
  it('have no name', () => {
    const Nameless = (() => class {})()
    Route('/a/b')(Nameless)
    Object.assign(Nameless.prototype, { get: () => 1 })
    expect(linesOfClasses(Nameless)).toEqual(['GET /a/b a.b'])
  })

  it('have a name that is no text', () => {
    @Route('/x')
    class Odd {
      static override = 1
      get() {}
    }
    Object.defineProperty(Odd, 'name', { value: () => 1 })
    expect(linesOfClasses(Odd)).toEqual(['GET /x x'])
  })

  it('are functions, as old compilers write them', () => {
    const Old = function () {} as unknown as new () => object
    ;(Old.prototype as { get: unknown }).get = () => 1
    expect(linesOf({ urls: [path('old/', Old)] })).toEqual(['GET /old/ old'])
  })

  it('have no prototype chain to speak of', () => {
    class Bare {
      get() {}
    }
    Object.setPrototypeOf(Bare.prototype, null)
    expect(linesOf({ urls: [path('bare/', Bare)] })).toEqual(['GET /bare/ bare'])
  })

  it('extend what a class decorator made of them', () => {
    const wrap = <T extends new (...all: never[]) => object>(target: T) =>
      class extends (target as new () => object) {} as unknown as T
    @wrap
    @Route('/x')
    class Inner {
      @Get('/a', { name: 'a' }) a() {}
    }
    expect(linesOfClasses(Inner)).toEqual(['GET /x/a a'])
  })
})
