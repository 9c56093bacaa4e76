import type { HttpRequest } from '../../src/http/request'
import { Get, Post, Route } from '../../src/routing/decorators'
import type { ControllerClass } from '../../src/routing/metadata'
import { controllerName } from '../../src/routing/route-names'
import { path } from '../../src/routing/urlconf'
import { codesOf, linesOf, problemsOf, recordsOf } from './scanned'

const namesOf = (...controllers: ControllerClass[]) =>
  recordsOf({ controllers }).map(({ name }) => name)

it.each([
  ['ArticleController', 'article'],
  ['BlogPostController', 'blogPost'],
  ['HTMLPageController', 'htmlPage'],
  ['APIController', 'api'],
  ['Articles', 'articles'],
  ['Controller', 'controller'],
  ['$', '$'],
  ['', 'blog.id.posts'],
  ['default_1', 'blog.id.posts']
])('calls %p %p', (className, name) => {
  expect(controllerName(className, '/blog/<int:id>/posts')).toBe(name)
})

it('calls a nameless class at the root index', () => expect(controllerName('', '/')).toBe('index'))

describe('the name of a route', () => {
  it('is controller and action', () => {
    @Route('/x')
    class ArticleController {
      @Get() list() {}
    }
    expect(namesOf(ArticleController)).toEqual(['article.list'])
  })

  it('begins with what the class says', () => {
    @Route('/x', { name: 'post' })
    class ArticleController {
      get() {}
      @Get('/all') all() {}
    }
    expect(namesOf(ArticleController)).toEqual(['post', 'post.all'])
  })

  it('is what the action says', () => {
    @Route('/x', { name: 'post' })
    class ArticleController {
      @Get('', { name: 'latest' }) list() {}
    }
    expect(namesOf(ArticleController)).toEqual(['latest'])
  })

  it('is the description of a symbol', () => {
    const key = Symbol('hidden')
    @Route('/x')
    class ArticleController {
      @Get() [key]() {}
    }
    expect(namesOf(ArticleController)).toEqual(['article.hidden'])
  })

  it('is that of the function, bound or not', () => {
    function hello() {}
    const urls = [path('a/', hello), path('b/<int:id>/', detail.bind(null))]
    expect(recordsOf({ urls }).map(({ name }) => name)).toEqual(['hello', 'detail'])
  })

  it('comes from the path where a function has no name', () => {
    const urls = [path('', () => 1), path('x/<int:id>/', (_request, { id }) => id)]
    expect(recordsOf({ urls }).map(({ name }) => name)).toEqual(['index', 'x.id'])
  })
})

describe('one name for several routes', () => {
  it('is fine where they share a path', () => {
    @Route('/x')
    class ArticleController {
      @Get('/', { name: 'articles' }) list() {}
      @Post('/', { name: 'articles' }) create() {}
    }
    expect(codesOf({ controllers: [ArticleController] })).toEqual([])
  })

  it('is fine where their parameters have other names', () => {
    const list = (_request: HttpRequest, _params: object) => 1
    expect(linesOf({ urls: [path('x/', list), path('x/<int:page>/', list)] })).toHaveLength(2)
  })

  it('is fine where nobody chose it', () => {
    const urls = [
      path('x/<int:id>/', (_request, { id }) => id),
      path('x/<slug:id>/', (_request, { id }) => id)
    ]
    expect(codesOf({ urls })).toEqual([])
  })

  it('is a problem that names both places otherwise', () => {
    function list() {}
    const [problem, ...more] = problemsOf({
      urls: [path('a/', list), path('b/', list), path('c/', () => 1, { name: 'other' })]
    })
    expect(more).toEqual([])
    expect(problem).toEqual({
      code: 'ROUTING_DUPLICATE_NAME',
      message: expect.stringMatching(
        /^Two routes are called "list": list\(\) at \/b\/ and list\(\) at \/a\/ \(test\/routing\/names\.test\.ts:\d+\)\.$/
      ),
      hint: 'Give one of them a `name`, or include them in different namespaces.',
      file: expect.stringMatching(/^test\/routing\/names\.test\.ts:\d+$/)
    })
  })
})

function detail(_request: HttpRequest, _params: { id: number }) {}
