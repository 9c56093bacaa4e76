// Checked by `tsc` alone: what decorators and URLconfs accept and what they refuse.
import { HttpRequest } from '../../src/http/request'
import {
  Get,
  Meta,
  NoRoute,
  Post,
  Route,
  Use,
  type ActionOptions
} from '../../src/routing/decorators'
import { Body, Param, Query, Req } from '../../src/routing/parameter-decorators'
import { include, path, rePath, type UrlEntry } from '../../src/routing/urlconf'

class Timing {
  processRequest() {}
}

@Route('/articles', { name: 'post', methods: ['GET'] })
@Use(Timing, new Timing(), (_request, next) => next())
@Meta('key', 'value')
export class Accepted {
  @Get() list() {}
  @Get('/<int:id>') show(_request: HttpRequest, { id }: { id: number }) {
    return id
  }
  @Get('/', { name: 'a', returns: [Timing], status: 201, unused: ['b'], meta: [['key', 1]] })
  @Route('/more', { methods: ['GET', 'POST'] })
  @Use(Timing)
  @Meta(Timing, 1)
  async many(@Req() _request: HttpRequest, @Body({}) _body: object, @Query('q', {}) _q: string) {}
  @NoRoute() removed() {}
  @Get(/^(?<year>\d+)$/) expression(_request: HttpRequest, { year }: { year: string }) {
    return year
  }
  @Get('/<int:id>') fromPrefix(_request: HttpRequest, _params: { id: number; author: string }) {}
  @Get('/<int:id>') decorated(@Param('id') _id: number) {}
}

@Route('/abstract')
export abstract class Base {
  get() {}
}

export class Refused {
  // @ts-expect-error the path gives a number
  @Get('/<int:id>') show(_request: HttpRequest, { id }: { id: string }) {
    return id
  }
  // @ts-expect-error the path gives a number, by `@Route` as well
  @Route('/<int:id>', { methods: ['GET'] }) route(_request: HttpRequest, _p: { id: string }) {}
  // @ts-expect-error a property is no action
  @Post('/') field = () => 1
  // @ts-expect-error no such method
  @Route('/', { methods: ['GTE'] }) misspelt() {}
  // @ts-expect-error methods are in the name
  @Get('/', { methods: ['POST'] }) methods() {}
}

export const options: ActionOptions = { status: 201 }

const hello = (_request: HttpRequest) => 'hello'
const inBlog = (_request: HttpRequest, _params: { blog: string; id: number }) => 'blog'
const wrong = (_request: HttpRequest, _params: { id: string }) => 'wrong'

const entries: readonly UrlEntry[] = [
  path('hello/', hello, { name: 'hello', methods: ['GET'], middleware: [Timing] }),
  path('x/<int:id>/', (request, { id }) => request.url + id.toFixed()),
  path('x/<slug:a>/<int:b>/', (_request, { a, b }) => a.at(b)),
  path('<int:id>/', inBlog),
  path('articles/', Accepted),
  rePath(/^(?<year>\d{4})\/$/, (_request, { year }) => year.length),
  rePath(/^(?<year>\d{4})\/$/, (_request: HttpRequest, _p: { year: string; id: number }) => 1),
  // @ts-expect-error the path gives a number
  path('x/<int:id>/', wrong),
  // @ts-expect-error the path captures no name
  path('x/<int:id>/', (_request, { name }) => name),
  // @ts-expect-error an abstract class has no instance
  path('x/', Base)
]

export const urls = [
  include('blog/<slug:blog>/', entries, { namespace: 'blog' }),
  include('one/', Accepted),
  include('two/', [Accepted, path('hello/', hello)])
]
