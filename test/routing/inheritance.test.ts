import type { HttpRequest } from '../../src/http/request'
import { Get, Meta, NoRoute, Post, Route, Use } from '../../src/routing/decorators'
import { Body, Param } from '../../src/routing/parameter-decorators'
import { call, linesOfClasses, recordOf, recordsOf } from './scanned'

class First {
  processRequest() {}
}
class Second extends First {}
class Third extends First {}

@Use(First)
@Meta('area', 'base')
abstract class BaseController {
  @Get('/') list() {
    return 'base list'
  }
  @Use(Second)
  @Get('/<int:id>', { name: 'one' })
  show(@Param('id') _id: number) {
    return 'base show'
  }
}

describe('a subclass', () => {
  it('inherits the routes of an abstract base under its own prefix', () => {
    @Route('/cats')
    class CatController extends BaseController {}
    expect(linesOfClasses(CatController)).toEqual(['GET /cats/ cat.list', 'GET /cats/<int:id> one'])
    expect(call(CatController, 'cat.list')).toBe('base list')
  })

  it('is the controller of what it inherits', () => {
    @Route('/cats')
    class CatController extends BaseController {}
    expect(recordOf({ controllers: [CatController] }, 'one').controller).toBe(CatController)
  })

  it('shares no state with another subclass', () => {
    @Route('/cats')
    class CatController extends BaseController {
      @Get('/purr') purr() {}
    }
    @Route('/dogs')
    @Use(Third)
    class DogController extends BaseController {
      @Post('/') override list() {
        return 'dogs'
      }
      @NoRoute() override show() {
        return ''
      }
    }
    expect(linesOfClasses(CatController, DogController)).toEqual([
      'GET /cats/ cat.list',
      'GET /cats/purr cat.purr',
      'GET /cats/<int:id> one',
      'POST /dogs/ dog.list'
    ])
    expect(recordOf({ controllers: [CatController] }, 'one').middleware).toEqual([First, Second])
  })

  it('takes the nearest prefix, and the base’s where it has none', () => {
    @Route('/old')
    class OldController {
      get() {}
    }
    class SameController extends OldController {}
    @Route('/new')
    class NewController extends SameController {}
    expect(linesOfClasses(SameController)).toEqual(['GET /old same'])
    expect(linesOfClasses(NewController)).toEqual(['GET /new new'])
  })

  it('adds its middleware inside and its facts over those of the base', () => {
    @Route('/cats')
    @Use(Third)
    @Meta('area', 'cats')
    class CatController extends BaseController {}
    const record = recordOf({ controllers: [CatController] }, 'one')
    expect(record.middleware).toEqual([First, Third, Second])
    expect(record.meta.get('area')).toBe('cats')
  })

  it('of a class that a function makes gets routes of its own', () => {
    function Listing(what: string) {
      abstract class Made {
        @Get('/all') all() {
          return what
        }
      }
      return Made
    }
    @Route('/cats')
    class CatController extends Listing('cats') {}
    @Route('/dogs')
    class DogController extends Listing('dogs') {}
    expect([call(CatController, 'cat.all'), call(DogController, 'dog.all')]).toEqual([
      'cats',
      'dogs'
    ])
  })
})

describe('an override', () => {
  @Route('/cats')
  class CatController extends BaseController {
    override show(_id: number) {
      return 'cat show'
    }
  }

  it('without decorators keeps route, middleware and arguments of the base', () => {
    const record = recordOf({ controllers: [CatController] }, 'one')
    expect(call(CatController, 'one')).toBe('cat show')
    expect(record.middleware).toEqual([First, Second])
    expect(record.arguments).toEqual([{ source: 'param', name: 'id', type: Number }])
  })

  it('that adds @Use keeps the rest', () => {
    @Route('/cats')
    class SlowController extends BaseController {
      @Use(Third) override show(_id: number) {
        return 'slow'
      }
    }
    expect(recordOf({ controllers: [SlowController] }, 'one').middleware).toEqual([
      First,
      Second,
      Third
    ])
  })

  it('with a route replaces all that the base declared for it', () => {
    @Route('/cats')
    class NewController extends BaseController {
      @Get('/new/<int:id>') override show(_request: unknown, _params?: object) {
        return 'new'
      }
    }
    const record = recordOf({ controllers: [NewController] }, 'new.show')
    expect([record.path, record.middleware, record.arguments]).toEqual([
      '/cats/new/<int:id>',
      [First],
      []
    ])
  })

  it('of a replaced route keeps the nearest one', () => {
    class Middle extends BaseController {
      @Post('/middle') override list() {
        return 'middle'
      }
    }
    @Route('/cats')
    class LastController extends Middle {
      override list() {
        return 'last'
      }
    }
    expect(linesOfClasses(LastController)[0]).toBe('POST /cats/middle last.list')
    expect(call(LastController, 'last.list')).toBe('last')
  })

  it('takes its own decorated parameters over those of the base', () => {
    @Route('/cats')
    class BodyController extends CatController {
      override show(@Param() _params: unknown, @Param('id') _id?: string | number) {
        return 'both'
      }
    }
    expect(recordOf({ controllers: [BodyController] }, 'one').arguments).toEqual([
      { source: 'params', type: Object },
      { source: 'param', name: 'id', type: Object }
    ])
  })
})

describe('@NoRoute', () => {
  it('removes the inherited route, also for the classes below', () => {
    class NoList extends BaseController {
      @NoRoute() override list() {
        return ''
      }
    }
    @Route('/cats')
    class CatController extends NoList {
      override list() {
        return 'still none'
      }
    }
    expect(linesOfClasses(CatController)).toEqual(['GET /cats/<int:id> one'])
  })

  it('hides a method that is named after a verb', () => {
    @Route('/x')
    class HiddenController {
      get() {}
      @NoRoute() delete() {}
    }
    expect(linesOfClasses(HiddenController)).toEqual(['GET /x hidden'])
  })

  it('leaves a route that a class below declares again', () => {
    class NoList extends BaseController {
      @NoRoute() override list() {
        return ''
      }
    }
    @Route('/cats')
    class AgainController extends NoList {
      @Get('/again') override list() {
        return 'again'
      }
    }
    expect(linesOfClasses(AgainController)[0]).toBe('GET /cats/again again.list')
  })
})

describe('methods named after verbs', () => {
  class Verbs {
    get() {
      return 'base get'
    }
    @Use(First) put() {}
    post(@Body() body: object) {
      return body
    }
  }

  it('answer the path of the class, inherited ones too', () => {
    @Route('/hello')
    class HelloController extends Verbs {
      options() {}
      head() {}
      patch() {}
      delete() {}
    }
    expect(linesOfClasses(HelloController).sort()).toEqual(
      ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'].map(
        (verb) => `${verb} /hello hello`
      )
    )
  })

  it('keep the other decorators of the base', () => {
    @Route('/hello')
    class HelloController extends Verbs {
      override put() {}
    }
    const records = recordsOf({ controllers: [HelloController] })
    const [put, post] = ['put', 'post'].map((verb) => records.find(({ action }) => action === verb))
    expect(put?.middleware).toEqual([First])
    expect(post?.arguments).toEqual([{ source: 'body', type: Object }])
  })

  it('answer only their own path where they are decorated', () => {
    @Route('/hello')
    class HelloController {
      @Get('/there') get(_request: HttpRequest) {}
    }
    expect(linesOfClasses(HelloController)).toEqual(['GET /hello/there hello.get'])
  })

  it('are not looked for behind accessors or in fields', () => {
    let reads = 0
    @Route('/hello')
    class HelloController {
      delete = () => 1
      get get() {
        return () => reads++
      }
      post() {}
    }
    expect(linesOfClasses(HelloController)).toEqual(['POST /hello hello'])
    expect(reads).toBe(0)
  })
})
