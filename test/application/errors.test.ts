import {
  createApp,
  Conflict,
  HttpResponse,
  NotFound,
  NuagesError,
  PermissionDenied,
  requestException,
  TooManyRequests,
  path,
  type AppSettings,
  type Application
} from 'nuages'

const SECRET = 'hunter2 in /srv/secret.ts'
const browser = { accept: 'text/html,application/xhtml+xml' }
let apps: Application[] = []

/** An application whose one route throws `thrown`. */
async function throwing(thrown: unknown, settings: AppSettings = {}): Promise<Application> {
  const urls = [
    path(
      'sync',
      () => {
        throw thrown
      },
      { name: 'sync' }
    ),
    path('async', () => Promise.reject(thrown as Error), { name: 'async' })
  ]
  const app = await createApp({
    urls,
    database: false,
    development: false,
    allowedHosts: ['*'],
    ...settings
  })
  apps.push(app)
  return app
}

afterEach(async () => {
  await Promise.all(apps.map((app) => app.close()))
  apps = []
})

it.each([
  [new NotFound('No such thing.'), 404, 'HTTP_NOT_FOUND', 'No such thing.'],
  [new PermissionDenied(), 403, 'HTTP_PERMISSION_DENIED', undefined],
  [
    new Conflict('Taken.', { errors: [{ path: 'slug', message: 'is taken', code: 'unique' }] }),
    409,
    'HTTP_CONFLICT',
    'Taken.'
  ]
])('answers %s as problem+json', async (error, status, code, detail) => {
  const response = await (await throwing(error)).inject('/async')
  expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8')
  expect(response.json()).toMatchObject({ status, code, ...(detail && { detail }) })
})

it('sends the headers of an error', async () => {
  const response = await (await throwing(new TooManyRequests(30, 'Slow down.'))).inject('/sync')
  expect([response.statusCode, response.headers['retry-after']]).toEqual([429, '30'])
})

it.each([
  ['an error', new Error(SECRET)],
  ['a string', SECRET],
  ['null', null],
  ['undefined', undefined],
  ['an object with a status of its own', { statusCode: 200, message: SECRET }],
  ['an error that claims to be fine', Object.assign(new Error(SECRET), { status: 204 })]
])('answers 500 and nothing of %s outside development', async (_case, thrown) => {
  const app = await throwing(thrown)
  for (const url of ['/sync', '/async']) {
    for (const headers of [{}, browser]) {
      const { statusCode, body } = await app.inject({ url, headers })
      expect(statusCode).toBe(500)
      expect(body).not.toMatch(/hunter2|srv|at .*\.ts/)
    }
  }
})

it('shows the error to a developer, as JSON and as a page', async () => {
  const app = await throwing(new Error('the message'), { development: true })
  expect((await app.inject('/sync')).json()).toMatchObject({
    detail: 'the message',
    stack: expect.any(Array)
  })
  const page = await app.inject({
    url: '/sync',
    headers: { ...browser, cookie: 'session=abc', 'x-api-key': 'k1' }
  })
  expect(page.body).toContain('the message')
  expect(page.body).not.toMatch(/session=abc|k1</)
})

it('lets an application answer a status itself', async () => {
  const app = await throwing(new NotFound(), {
    errorHandlers: {
      404: (_request, error) => new HttpResponse(`own ${error.status}`, { status: 404 })
    }
  })
  expect((await app.inject('/sync')).body).toBe('own 404')
  expect((await app.inject('/unknown')).body).toBe('own 404')
})

it.each([
  [
    'throws',
    () => {
      throw new Error(SECRET)
    }
  ],
  ['returns text', () => 'APPLICATION_HANDLER_NO_RESPONSE' as never]
])('answers 500 when an error handler %s', async (_case, handler) => {
  const app = await throwing(new NotFound(), { errorHandlers: { 404: handler } })
  const { statusCode, body } = await app.inject('/sync')
  expect(statusCode).toBe(500)
  expect(body).not.toContain('hunter2')
})

it('announces errors that become a 500, and no others', async () => {
  const seen: unknown[] = []
  const disconnect = requestException.connect(({ error }) => seen.push(error))
  const error = new Error('x')
  await (await throwing(error)).inject('/async')
  await (await throwing(new NotFound())).inject('/async')
  disconnect()
  expect(seen).toEqual([error])
})

it('goes on when a receiver of requestException fails', async () => {
  const disconnect = requestException.connect(() => {
    throw new Error('bad receiver')
  })
  expect((await (await throwing(new Error('x'))).inject('/sync')).statusCode).toBe(500)
  disconnect()
})

it('leaves a status to the built-in answer where a handler returns nothing', async () => {
  const app = await throwing(new NotFound('Gone away.'), {
    errorHandlers: { 404: () => undefined }
  })
  expect((await app.inject('/sync')).json()).toMatchObject({ status: 404, detail: 'Gone away.' })
})

it.each([
  ['of a plugin', Object.assign(new Error(SECRET), { statusCode: 503 })],
  ['of ours', Object.assign(new NuagesError('DATABASE_POOL_TIMEOUT', SECRET), { status: 503 })]
])('keeps the status of a 503 %s, and says no more', async (_case, error) => {
  const { statusCode, body } = await (await throwing(error)).inject('/async')
  expect([statusCode, body.includes('hunter2')]).toEqual([503, false])
})

it('shows its page of an error under a policy of its own', async () => {
  const security = { contentSecurityPolicy: { directives: { defaultSrc: ["'none'"] } } }
  const app = await throwing(new Error('x'), { development: true, security })
  const { headers } = await app.inject({ url: '/sync', headers: browser })
  expect(headers['content-security-policy']).toBe("default-src 'self' 'unsafe-inline' data:")
})

it('takes an error that is returned for one that is thrown', async () => {
  const urls = [
    path('returned', () => new NotFound('gone', { hint: SECRET }), { name: 'returned' })
  ]
  const app = await throwing(undefined, { urls })
  const { statusCode, body } = await app.inject('/returned')
  expect([statusCode, body.includes('hunter2')]).toEqual([404, false])
})

it.each([
  ['a function', () => () => 1],
  ['a symbol', () => Symbol('x')],
  ["fetch's Response", () => new Response('x')]
])('refuses %s as a result', async (_case, view) => {
  const app = await throwing(undefined, {
    urls: [path('odd', view, { name: 'odd' })],
    development: true
  })
  expect((await app.inject('/odd')).json()).toMatchObject({
    status: 500,
    detail: expect.stringContaining('CONTROLLERS_BAD_RESULT')
  })
})

it.each([
  [true, 'No Customer with id 7.'],
  [false, undefined]
])('names models in development only: %s', async (development, detail) => {
  const error = Object.assign(new NuagesError('MODEL_NOT_FOUND', 'No Customer with id 7.'), {
    status: 404
  })
  const problem = (await (await throwing(error, { development })).inject('/sync')).json()
  expect(problem).toMatchObject({ status: 404, code: 'MODEL_NOT_FOUND' })
  expect(problem.detail).toBe(detail)
})
