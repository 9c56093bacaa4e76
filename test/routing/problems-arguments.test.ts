import { HttpRequest } from '../../src/http/request'
import { Get, Head, Options, Post, Route } from '../../src/routing/decorators'
import type { ControllerClass } from '../../src/routing/metadata'
import { Body, Param, Query } from '../../src/routing/parameter-decorators'
import { path } from '../../src/routing/urlconf'
import { codesOf, problemsOf } from './scanned'

const PLACE = /^test\/routing\/problems-arguments\.test\.ts:\d+$/

@Route('/x')
class Unbound {
  @Post('/') create(_request: HttpRequest, @Body() _body: object, _more: string) {}
}
@Route('/x')
class BodyOfGet {
  @Get('/', { name: 'a' }) @Head('/x', { name: 'b' }) @Options('/y', { name: 'c' }) list(
    @Body() _body: object
  ) {}
}
@Route('/x')
class Unused {
  @Get('/<int:id>') show(_request: HttpRequest) {}
}
@Route('/x')
class UnusedOfTwo {
  @Get('/<int:id>/<slug:slug>') show(@Param('id') _id: number) {}
}
@Route('/x')
class Unknown {
  @Get('/<int:id>') show(@Param('id') _id: number, @Param('slug') _slug: string) {}
}
@Route('/x')
class Mistyped {
  @Get('/<int:id>') show(@Param('id') _id: string) {}
}

it.each<[string, ControllerClass, string, string]>([
  [
    'an argument that nothing fills',
    Unbound,
    'ROUTING_UNBOUND_ARGUMENT',
    'Nothing says what argument 3 of Unbound.create is.'
  ],
  [
    'a parameter that nothing takes',
    Unused,
    'ROUTING_UNUSED_PARAMETER',
    'Unused.show does not take "id", which its path /x/<int:id> captures.'
  ],
  [
    'a parameter that no decorator takes',
    UnusedOfTwo,
    'ROUTING_UNUSED_PARAMETER',
    'UnusedOfTwo.show does not take "slug", which its path /x/<int:id>/<slug:slug> captures.'
  ],
  [
    'a parameter that the path does not capture',
    Unknown,
    'ROUTING_UNKNOWN_PARAMETER',
    'Unknown.show takes the parameter "slug", which its path /x/<int:id> does not capture.'
  ],
  [
    'a parameter of another type',
    Mistyped,
    'ROUTING_PARAMETER_TYPE',
    'Mistyped.show takes "id" as String, but /x/<int:id> gives Number.'
  ]
])('reports %s, with its place', (_case, controller, code, message) => {
  expect(problemsOf({ controllers: [controller] })).toEqual([
    { code, message, hint: expect.any(String), file: expect.stringMatching(PLACE) }
  ])
})

it('reports a body for methods that have none, once per route', () => {
  const bodyProblems = problemsOf({ controllers: [BodyOfGet] })
  expect(bodyProblems.map(({ message }) => message)).toEqual([
    'BodyOfGet.list takes a body, but answers GET, which has none.',
    'BodyOfGet.list takes a body, but answers HEAD, which has none.',
    'BodyOfGet.list takes a body, but answers OPTIONS, which has none.'
  ])
})

describe('accepts', () => {
  it.each<[string, (...args: never[]) => unknown]>([
    ['two arguments', (_request: HttpRequest, _params: object) => 1],
    ['a default', (_request: HttpRequest, { id: _id }: { id?: number } = {}) => 1],
    ['rest arguments', (...all: unknown[]) => all],
    [
      'arguments',
      function () {
        return arguments.length
      }
    ]
  ])('parameters taken by %s', (_case, fn) => {
    expect(codesOf({ urls: [path('<int:id>/', fn, { name: 'x' })] })).toEqual([])
  })

  it.each<[string, (...args: never[]) => unknown]>([
    ['nothing', () => 1],
    ['the request', (request: HttpRequest) => [request, 1]],
    ['the request, in an async function', async (request: HttpRequest) => [request, 1]]
  ])('no parameters where a function takes %s', (_case, fn) => {
    expect(codesOf({ urls: [path('<int:id>/', fn)] })).toEqual(['ROUTING_UNUSED_PARAMETER'])
  })

  it('a parameter that another route of the action captures', () => {
    @Route('/x')
    class Pages {
      @Get('/')
      @Get('/<int:page>', { name: 'page' })
      list(@Param('page') _page = 1, @Query('q') _q?: string) {}
    }
    expect(codesOf({ controllers: [Pages] })).toEqual([])
  })

  it.each<[string, unknown]>([
    ['Number', Number],
    ['Object', Object],
    ['an interface', undefined]
  ])('an int that is declared as %s', (_case, type) => {
    class Typed {
      get(@Param('id') _id: unknown) {}
    }
    Reflect.defineMetadata('design:paramtypes', [type], Typed.prototype, 'get')
    expect(codesOf({ urls: [path('<int:id>/', Typed)] })).toEqual([])
  })
})
