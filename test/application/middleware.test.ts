import {
  createApp,
  Controller,
  Get,
  HttpResponse,
  path,
  Post,
  Route,
  Use,
  type Application,
  type HttpRequest,
  type Middleware,
  type RouteInfo
} from 'nuages'

const seen: string[] = []

class Recorder implements Middleware {
  processRequest(request: HttpRequest) {
    seen.push(`request ${request.method}`)
  }
  processView(_request: HttpRequest, route: RouteInfo) {
    seen.push(`view ${route.name}`)
  }
  processResponse(_request: HttpRequest, response: HttpResponse) {
    seen.push(`response ${response.status}`)
    response.headers.set('X-Recorded', 'yes')
    return response
  }
}

const outer: Middleware = {
  processResponse: (_request, response) => (
    response.headers.append('X-Order', 'controller'),
    response
  )
}
const rescue: Middleware = { processException: () => new HttpResponse('rescued') }

const inner: Middleware = {
  processResponse: (_request, response) => (response.headers.append('X-Order', 'action'), response)
}
const guard: Middleware = { processView: () => new HttpResponse('stopped', { status: 403 }) }

@Route('/notes')
@Use(outer)
class NoteController extends Controller {
  @Get('/') list() {
    return { notes: [] }
  }
  @Use(inner)
  @Get('/deep')
  deep() {
    return 'deep'
  }
  @Use(guard)
  @Get('/guarded')
  guarded() {
    return 'secret'
  }
  @Post('/') create(request: HttpRequest) {
    return request.json()
  }
}

let app: Application
beforeAll(async () => {
  app = await createApp({
    controllers: [NoteController],
    urls: [
      path(
        'fails',
        () => {
          throw new Error('x')
        },
        { name: 'fails' }
      )
    ],
    middleware: [Recorder],
    database: false,
    limits: { body: 200 }
  })
  app.fastify.addHook('onRequest', async (_request, reply) => void reply.header('x-hook', 'ran'))
})
beforeEach(() => void seen.splice(0))
afterAll(() => app.close())

it('runs hooks of Fastify and middleware around an action', async () => {
  const { headers, body } = await app.inject('/notes/')
  expect([headers['x-hook'], headers['x-recorded'], body]).toEqual(['ran', 'yes', '{"notes":[]}'])
  expect(seen).toEqual(['request GET', 'view note.list', 'response 200'])
})

it.each([
  ['404', { url: '/nowhere' }, 404],
  ['405', { url: '/notes/', method: 'PUT' }, 405],
  ['500', { url: '/fails' }, 500],
  ['400 for a bad URL', { url: '/%zz' }, 400],
  [
    '400 for bad JSON',
    {
      url: '/notes/',
      method: 'POST',
      payload: '{"a":',
      headers: { 'content-type': 'application/json' }
    },
    400
  ],
  [
    '413',
    {
      url: '/notes/',
      method: 'POST',
      payload: JSON.stringify('x'.repeat(500)),
      headers: { 'content-type': 'application/json' }
    },
    413
  ],
  [
    '415',
    { url: '/notes/', method: 'POST', payload: 'x', headers: { 'content-type': 'image/png' } },
    415
  ],
  [
    '404 for an unknown path with a body of any type',
    { url: '/nowhere', method: 'POST', payload: 'x', headers: { 'content-type': 'image/png' } },
    404
  ],
  ['400 for another host', { url: '/notes/', headers: { host: 'evil.example' } }, 400]
] as const)('sees a %s as a response', async (_case, request, status) => {
  const response = await app.inject(request as never)
  expect([response.statusCode, response.headers['x-recorded']]).toEqual([status, 'yes'])
  expect(seen.filter((step) => step.startsWith('response'))).toEqual([`response ${status}`])
  expect(response.json()).toMatchObject({ status })
})

it('takes no empty JSON body for an error until it is asked for', async () => {
  const request = {
    method: 'POST',
    url: '/notes/',
    headers: { 'content-type': 'application/json' }
  } as const
  const response = await app.inject(request)
  expect([response.statusCode, response.json().code]).toEqual([400, 'HTTP_BODY_MISSING'])
})

it('puts the middleware of an action inside that of its controller', async () => {
  expect((await app.inject('/notes/deep')).headers['x-order']).toEqual(['action', 'controller'])
})

it('guards one action and no other', async () => {
  expect((await app.inject('/notes/guarded')).body).toBe('stopped')
  expect((await app.inject({ method: 'HEAD', url: '/notes/guarded' })).statusCode).toBe(403)
})

it('runs hooks that are registered after the application was created', async () => {
  const late = await createApp({ controllers: [NoteController], database: false })
  await late.fastify.register(async (fastify) => {
    fastify.get('/plugin', async () => 'from a plugin')
  })
  expect((await late.inject('/plugin')).body).toBe('from a plugin')
  await late.close()
})

it('asks processException for errors of actions only', async () => {
  const rescued = await createApp({
    controllers: [NoteController],
    middleware: [rescue],
    database: false
  })
  expect((await rescued.inject('/nowhere')).statusCode).toBe(404)
  const bad = await rescued.inject({ method: 'POST', url: '/notes/' })
  expect([bad.statusCode, bad.body]).toEqual([200, 'rescued'])
  await rescued.close()
})

it('shows plain values to preSerialization hooks of Fastify where no middleware is', async () => {
  const hooked = await createApp({
    urls: [path('plain', () => ({ notes: [] }), { name: 'plain' })],
    database: false
  })
  hooked.fastify.addHook('preSerialization', async (_request, _reply, payload) => ({
    hooked: payload
  }))
  expect((await hooked.inject('/plain')).json()).toEqual({ hooked: { notes: [] } })
  await hooked.close()
})

it('checks the host of a request that a plugin answers', async () => {
  const guarded = await createApp({ database: false })
  guarded.fastify.get('/plain', async () => 'plain')
  const evil = await guarded.inject({ url: '/plain', headers: { host: 'evil.example' } })
  expect([evil.statusCode, evil.json().code]).toEqual([400, 'HTTP_DISALLOWED_HOST'])
  expect((await guarded.inject('/plain')).body).toBe('plain')
  await guarded.close()
})

it('says nothing of a hook that fails on every answer', async () => {
  const broken = await createApp({ development: false, allowedHosts: ['*'], database: false })
  broken.fastify.addHook('onSend', async () => {
    throw new Error('hunter2')
  })
  const { statusCode, body } = await broken.inject('/nowhere')
  expect([statusCode, body]).toEqual([500, 'Internal Server Error'])
  await broken.close()
})
