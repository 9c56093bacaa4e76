import { HttpResponse } from '../../src/http/response'
import type { HttpRequest } from '../../src/http/request'
import { composeChain, type View } from '../../src/middleware/chain'
import type { Middleware, MiddlewareFunction } from '../../src/middleware/middleware'

const request = {} as HttpRequest
const route = {
  name: 'x',
  methods: ['GET'],
  path: '/',
  controller: {},
  action: 'x',
  meta: new Map()
}
let seen: string[]

beforeEach(() => {
  seen = []
})

/** A layer that writes down each hook that runs. */
function layer(name: string, own: Partial<Middleware> = {}): Middleware {
  const note = (hook: string) => void seen.push(`${name}.${hook}`)
  return {
    processRequest: () => note('request'),
    processView: () => note('view'),
    processException: () => note('exception'),
    processResponse: (_request, response) => (note('response'), response),
    ...own
  }
}

function onion(name: string): MiddlewareFunction {
  return async (_request, next) => {
    seen.push(`${name}.in`)
    const response = await next()
    seen.push(`${name}.out ${response.status}`)
    return response
  }
}

async function run(
  layers: (Middleware | MiddlewareFunction)[],
  view: View = ok
): Promise<HttpResponse> {
  const toErrorResponse = (error: unknown) => new HttpResponse(String(error), { status: 500 })
  return composeChain(layers, { view, route, toErrorResponse })(request, undefined)
}

const ok: View = () => (seen.push('action'), new HttpResponse('ok'))
const failing: View = () => {
  throw new Error('broken')
}

it('goes down in order and up in reverse', async () => {
  await run([layer('a'), layer('b')])
  expect(seen).toEqual([
    'a.request',
    'b.request',
    'a.view',
    'b.view',
    'action',
    'b.response',
    'a.response'
  ])
})

it('stays synchronous while every hook is', () => {
  const chain = composeChain([layer('a')], {
    view: ok,
    route,
    toErrorResponse: () => new HttpResponse()
  })
  expect(chain(request, undefined)).toBeInstanceOf(HttpResponse)
})

it('keeps the order when hooks are asynchronous', async () => {
  const slow = layer('slow', { processRequest: async () => void seen.push('slow.request') })
  await run([layer('a'), slow, layer('b')])
  expect(seen.slice(0, 3)).toEqual(['a.request', 'slow.request', 'b.request'])
})

it.each([
  ['at once', () => new HttpResponse('early')],
  ['later', async () => new HttpResponse('early')]
])(
  'short-circuits %s, through the layer itself and those outside it',
  async (_case, processRequest) => {
    const response = await run([layer('a'), layer('b', { processRequest }), layer('c')])
    expect(response.content).toBe('early')
    expect(seen).toEqual(['a.request', 'b.response', 'a.response'])
  }
)

it('replaces the action by a response of processView', async () => {
  const early = layer('b', { processView: () => new HttpResponse('early') })
  expect((await run([layer('a'), early, layer('c')])).content).toBe('early')
  expect(seen).toEqual([
    'a.request',
    'b.request',
    'c.request',
    'a.view',
    'c.response',
    'b.response',
    'a.response'
  ])
})

it('asks processException innermost first until one answers', async () => {
  const rescue = layer('b', { processException: () => new HttpResponse('rescued') })
  const response = await run([layer('a'), rescue, layer('c')], failing)
  expect(response.content).toBe('rescued')
  expect(seen.filter((step) => step.endsWith('exception'))).toEqual(['c.exception'])
})

it.each([
  ['thrown', failing],
  ['rejected', async () => Promise.reject(new Error('broken'))]
])(
  'turns an error of the action that is %s into a response that every layer sees',
  async (_case, view) => {
    const response = await run([layer('a'), layer('b')], view as View)
    expect([response.status, response.content]).toEqual([500, 'Error: broken'])
    expect(seen.slice(-2)).toEqual(['b.response', 'a.response'])
  }
)

it.each(['processRequest', 'processResponse'] as const)(
  'shows an error of %s to outer layers only',
  async (hook) => {
    const bad = layer('b', {
      [hook]: () => {
        throw new Error('bad layer')
      }
    })
    const response = await run([layer('a'), bad, layer('c')])
    expect(response.content).toBe('Error: bad layer')
    expect(seen).toContain('a.response')
    expect(seen).not.toContain('b.response')
    expect(seen).not.toContain('b.exception')
  }
)

it('wraps what follows in a function, which sees errors as responses', async () => {
  await run([layer('a'), onion('o'), layer('b')], failing)
  expect(seen).toEqual([
    'a.request',
    'o.in',
    'b.request',
    'a.view',
    'b.view',
    'b.exception',
    'a.exception',
    'b.response',
    'o.out 500',
    'a.response'
  ])
})

it.each([
  [
    'processResponse',
    layer('a', { processResponse: () => undefined as never }),
    'MIDDLEWARE_NO_RESPONSE'
  ],
  ['a function', (async () => undefined) as never, 'MIDDLEWARE_NO_RESPONSE'],
  [
    'processRequest',
    layer('a', { processRequest: () => 'text' as never }),
    'MIDDLEWARE_NO_RESPONSE'
  ]
])('is an error when %s answers with no response', async (_case, bad, code) => {
  expect((await run([bad])).content).toContain(code)
})

it('runs processView and processException of layers outside a function', async () => {
  const rescue = layer('a', { processException: () => new HttpResponse('rescued') })
  expect((await run([rescue, onion('o')], failing)).content).toBe('rescued')
  expect(seen).toContain('o.out 200')
})

it('lets go of a response that comes when its function has answered', async () => {
  const late = Object.assign(new HttpResponse('late'), { close: jest.fn() })
  let release = () => {}
  const gate = new Promise<void>((resolve) => {
    release = resolve
  })
  const impatient: MiddlewareFunction = async (_request, next) => {
    void next()
    return new HttpResponse('sooner')
  }
  const response = await run([impatient], async () => (await gate, late))
  release()
  await new Promise(setImmediate)
  expect([response.content, late.close.mock.calls.length]).toEqual(['sooner', 1])
})
