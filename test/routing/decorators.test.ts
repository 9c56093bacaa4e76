import {
  Delete,
  Get,
  Head,
  Meta,
  Options,
  Patch,
  Post,
  Put,
  Route,
  Use
} from '../../src/routing/decorators'
import {
  Body,
  Cookie,
  Header,
  Param,
  Query,
  Req,
  Res
} from '../../src/routing/parameter-decorators'
import { HttpRequest } from '../../src/http/request'
import { linesOfClasses, recordOf, recordsOf } from './scanned'

class Timing {
  processRequest() {}
}
class Caching extends Timing {}
class Locking extends Timing {}

describe('paths and methods', () => {
  it('makes a route of each verb', () => {
    @Route('/x')
    class AllController {
      @Get('/a') a() {}
      @Post('/b') b() {}
      @Put('/c') c() {}
      @Patch('/d') d() {}
      @Delete('/e') e() {}
      @Head('/f') f() {}
      @Options('/g') g() {}
    }
    expect(linesOfClasses(AllController)).toEqual([
      'GET /x/a all.a',
      'POST /x/b all.b',
      'PUT /x/c all.c',
      'PATCH /x/d all.d',
      'DELETE /x/e all.e',
      'HEAD /x/f all.f',
      'OPTIONS /x/g all.g'
    ])
  })

  it.each([
    ['nothing after the prefix', '/x', '', '/x'],
    ['a slash after the prefix', '/x', '/', '/x/'],
    ['a path without its slash', 'x', 'y', '/x/y'],
    ['the root', '', '', '/'],
    ['a prefix that captures', '/<int:id>', '/y', '/<int:id>/y']
  ])('joins prefix and path: %s', (_case, prefix, path, expected) => {
    @Route(prefix, { unused: ['id'] })
    class JoinController {
      @Get(path) act() {}
    }
    expect(linesOfClasses(JoinController)).toEqual([`GET ${expected} join.act`])
  })

  it('lets @Route on a method name its methods, in any case', () => {
    @Route('/x')
    class ManyController {
      @Route('/', { methods: ['get', 'POST', 'GET'] }) act() {}
    }
    expect(linesOfClasses(ManyController)).toEqual(['GET,POST /x/ many.act'])
  })

  it('answers every method of a view where @Route on a method names none', () => {
    @Route('/x')
    class AnyController {
      @Route('/') act() {}
    }
    expect(linesOfClasses(AnyController)).toEqual(['GET,POST,PUT,PATCH,DELETE /x/ any.act'])
  })

  it('answers several paths by one action', () => {
    @Route('/x')
    class PagesController {
      @Get('/')
      @Get('/page/<int:page>')
      list(@Param('page') _page = 1) {}
    }
    expect(linesOfClasses(PagesController)).toEqual([
      'GET /x/ pages.list',
      'GET /x/page/<int:page> pages.list'
    ])
  })

  it('takes a regular expression below the prefix', () => {
    @Route('/archive')
    class ArchiveController {
      @Get(/^(?<year>\d{4})\/$/) year(_request: HttpRequest, _params: { year: string }) {}
    }
    const record = recordOf({ controllers: [ArchiveController] }, 'archive.year')
    expect(record.pattern.match('/archive/2024/')).toEqual({ year: '2024' })
  })

  it('answers only the methods that its class names', () => {
    @Route('/x', { methods: ['GET', 'PUT'] })
    class ReadController {
      get() {}
      delete() {}
      @Route('/y', { methods: ['PUT', 'POST'] }) change() {}
      @Post('/z') create() {}
    }
    expect(linesOfClasses(ReadController)).toEqual(['GET /x read', 'PUT /x/y read.change'])
  })
})

describe('arguments', () => {
  it('has none where nothing is decorated: it is called with request and params', () => {
    @Route('/x')
    class PlainController {
      @Get('/<int:id>') show(_request: HttpRequest, _params: { id: number }) {}
    }
    expect(recordOf({ controllers: [PlainController] }, 'plain.show').arguments).toEqual([])
  })

  it('records source, name, schema and type of each', () => {
    const page = { type: 'integer' }
    const filter = { type: 'object' }
    @Route('/x/<int:id>')
    class FullController {
      @Post('/<slug:tag>') act(
        request: HttpRequest,
        @Param('id') _id: number,
        @Param() _params: { tag: string },
        @Query() _query: object,
        @Query('page', page) _page: number,
        @Query(filter) _filter: object,
        @Body() _body: Timing,
        @Body(Caching) _typed: unknown,
        @Header('X-Name') _name: string,
        @Cookie('flavour') _flavour: string,
        @Req() _again: HttpRequest,
        @Res() _reply: object
      ) {
        return request
      }
    }
    expect(recordOf({ controllers: [FullController] }, 'full.act').arguments).toEqual([
      { source: 'request', type: HttpRequest },
      { source: 'param', name: 'id', type: Number },
      { source: 'params', type: Object },
      { source: 'query', type: Object },
      { source: 'query', name: 'page', schema: page, type: Number },
      { source: 'query', schema: filter, type: Object },
      { source: 'body', type: Timing },
      { source: 'body', type: Caching },
      { source: 'header', name: 'X-Name', type: String },
      { source: 'cookie', name: 'flavour', type: String },
      { source: 'request', type: HttpRequest },
      { source: 'reply', type: Object }
    ])
  })
})

describe('middleware, facts and options', () => {
  @Route('/x', { meta: [['level', 'class']], returns: { title: 'Of the verbs' }, status: 203 })
  @Use(Timing)
  @Use(Caching)
  @Meta('area', 'public')
  class FactController {
    get() {}
    @Use(Locking, Caching)
    @Meta('level', 'method')
    @Get('/plain')
    plain() {}
    @Get('/full', { returns: { title: 'Own' }, status: 201, meta: [['level', 'route']] })
    full() {}
  }
  const [verb, full, plain] = recordsOf({ controllers: [FactController] })

  it('puts the middleware of the class around that of the method, as written', () => {
    expect(plain?.middleware).toEqual([Timing, Caching, Locking, Caching])
    expect(verb?.middleware).toEqual([Timing, Caching])
  })

  it.each([
    ['the class', verb, 'class'],
    ['the options of the route', full, 'route'],
    ['@Meta on the method', plain, 'method']
  ])('takes facts from %s, the nearest first', (_case, record, level) => {
    expect(Object.fromEntries(record?.meta ?? [])).toEqual({ area: 'public', level })
  })

  it('gives what the class returns to the methods named after verbs alone', () => {
    expect([verb?.returns, plain?.returns, full?.returns]).toEqual([
      { title: 'Of the verbs' },
      undefined,
      { title: 'Own' }
    ])
    expect([verb?.status, plain?.status, full?.status]).toEqual([203, undefined, 201])
  })
})

describe('what is left on the class', () => {
  it('shows nothing of it', () => {
    @Route('/x')
    class CleanController {
      @Get() list() {}
    }
    expect(Reflect.ownKeys(CleanController)).toEqual(['length', 'name', 'prototype'])
    expect(Reflect.ownKeys(CleanController.prototype)).toEqual(['constructor', 'list'])
  })

  it('is the same for two loads of the package', () => {
    jest.isolateModules(() => {
      const second = jest.requireActual<typeof import('../../src/routing/decorators')>(
        '../../src/routing/decorators'
      )
      expect(second.Route).not.toBe(Route)
      @second.Route('/x')
      class TwiceController {
        @second.Get('/a') a() {}
        @Get('/b') b() {}
      }
      expect(linesOfClasses(TwiceController)).toEqual(['GET /x/a twice.a', 'GET /x/b twice.b'])
    })
  })
})
