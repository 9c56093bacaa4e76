import type { HttpRequest } from '../../src/http/request'
import { Get, Route, Use } from '../../src/routing/decorators'
import { path, rePath } from '../../src/routing/urlconf'
import type { RouteSources } from '../../src/routing/scanner'
import { codesOf, problemsOf } from './scanned'

const PLACE = /^test\/routing\/problems\.test\.ts:\d+$/

class Nothing {
  processRequest() {}
}

class VerbOnly {
  @Get('/x') list() {}
}
@Route('/x')
class Empty {}
@Route(/x/ as never)
class RegexPrefix {
  get() {}
}
@Route('/x')
class Static {
  @Get('/') static list() {}
}
@Route('/x')
class Accessor {
  @Get('/')
  get list() {
    return 1
  }
}
@Route('/x')
class Forgotten {
  get() {}
  @Use(Nothing) list() {}
}
@Route('/x', { methods: [] })
class NoMethods {
  @Get('/') list() {}
}
@Route('/x')
class OddMethod {
  @Route('/', { methods: ['GET', 'BREW' as 'GET'] }) list() {}
}
@Route('/x')
class UnknownConverter {
  @Get('/<number:id>') show(_request: HttpRequest, _params: object) {}
}

const classes = (...controllers: unknown[]) => ({ controllers }) as RouteSources

it.each<[string, RouteSources, string, string]>([
  [
    'a verb decorator without @Route',
    classes(VerbOnly),
    'ROUTING_VERB_WITHOUT_ROUTE',
    'VerbOnly has actions (list), but neither it nor a base of it has @Route.'
  ],
  ['a class without routes', classes(Empty), 'ROUTING_NO_ROUTES', 'Empty answers no route.'],
  [
    'a regular expression as prefix',
    classes(RegexPrefix),
    'ROUTING_REGEX_PREFIX',
    'RegexPrefix is mounted at a regular expression.'
  ],
  [
    'a class mounted at a regular expression',
    { urls: [rePath(/x/, Forgotten as never)] },
    'ROUTING_REGEX_PREFIX',
    'Forgotten is mounted at a regular expression.'
  ],
  [
    'a static action',
    classes(Static),
    'ROUTING_NOT_A_METHOD',
    'Static.list is decorated as an action, but is no method of the class.'
  ],
  [
    'an accessor as action',
    classes(Accessor),
    'ROUTING_NOT_A_METHOD',
    'Accessor.list is decorated as an action, but is no method of the class.'
  ],
  [
    'a decorated method without a route',
    classes(Forgotten),
    'ROUTING_ACTION_WITHOUT_ROUTE',
    'Forgotten.list has middleware or decorated parameters, but no route.'
  ],
  [
    'no method to answer',
    classes(NoMethods),
    'ROUTING_UNKNOWN_METHOD',
    'NoMethods is to answer an empty list of methods.'
  ],
  [
    'a method that is none',
    classes(OddMethod),
    'ROUTING_UNKNOWN_METHOD',
    'OddMethod.list is to answer BREW.'
  ],
  [
    'a converter that nobody registered',
    classes(UnknownConverter),
    'ROUTING_UNKNOWN_CONVERTER',
    'UnknownConverter.show: No path converter is named "number", as "/x/<number:id>" asks.'
  ],
  [
    'undefined as view',
    { urls: [path('x/', undefined as never)] },
    'ROUTING_NOT_A_CONTROLLER',
    'The view of "x/" is undefined, not a controller class.'
  ]
])('reports %s, with its place', (_case, sources, code, message) => {
  const problems = problemsOf(sources)
  expect(problems).toEqual([
    { code, message, hint: expect.any(String), file: expect.stringMatching(PLACE) }
  ])
})

it.each<[string, unknown, string]>([
  ['undefined', undefined, 'controllers[1] is undefined, not a controller class.'],
  ['null', null, 'controllers[1] is null, not a controller class.'],
  ['an instance', new Forgotten(), 'controllers[1] is an object, not a controller class.'],
  ['a function', () => 1, 'controllers[1] is a function, not a controller class.'],
  ['a list', [Forgotten], 'controllers[1] is an array, not a controller class.']
])('reports %s among the controllers', (_case, value, message) => {
  @Route('/fine')
  class Fine {
    get() {}
  }
  expect(problemsOf(classes(Fine, value))).toMatchObject([
    { code: 'ROUTING_NOT_A_CONTROLLER', message }
  ])
})

it('reports everything at once', () => {
  const codes = codesOf(classes(VerbOnly, OddMethod, Forgotten, undefined))
  expect(new Set(codes)).toEqual(
    new Set([
      'ROUTING_VERB_WITHOUT_ROUTE',
      'ROUTING_NOT_A_CONTROLLER',
      'ROUTING_UNKNOWN_METHOD',
      'ROUTING_ACTION_WITHOUT_ROUTE'
    ])
  )
})

it('reports a mistake in a prefix once, whatever is below it', () => {
  @Route('/<int:id')
  class Unbalanced {
    get() {}
    @Get('/a') a() {}
    @Get(/b/) b() {}
  }
  expect(codesOf(classes(Unbalanced))).toEqual(['ROUTING_UNBALANCED_BRACKETS'])
})
