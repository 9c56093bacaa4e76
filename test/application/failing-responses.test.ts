import { setTimeout } from 'node:timers/promises'
import {
  createApp,
  JsonResponse,
  path,
  StreamResponse,
  type Application,
  type Middleware
} from 'nuages'

const closed = jest.fn()

async function* failing(first?: string) {
  try {
    if (first !== undefined) yield first
    await setTimeout(1)
    throw new Error('broken source')
  } finally {
    closed()
  }
}

const early: Middleware = {
  processRequest: (request) =>
    request.path === '/early' ? new StreamResponse(['ea', 'rly']) : undefined
}
const wrapping: Middleware = {
  processResponse(request, response) {
    if (request.path === '/nowhere') return new StreamResponse(failing())
    if (request.path !== '/wrapped') return response
    return new StreamResponse(shout(response.payload() as AsyncIterable<Buffer>))
  }
}

async function* shout(source: AsyncIterable<Buffer>) {
  for await (const chunk of source) yield chunk.toString().toUpperCase()
}

const loop: unknown[] = []
loop.push(loop)

let app: Application
beforeAll(async () => {
  app = await createApp({
    database: false,
    development: false,
    allowedHosts: ['*'],
    middleware: [early, wrapping],
    urls: [
      path('cycle', () => loop, { name: 'cycle' }),
      path('cycle-response', () => new JsonResponse(loop), { name: 'cycle-response' }),
      path('before', () => new StreamResponse(failing(), { headers: { 'X-Own': 'yes' } }), {
        name: 'before'
      }),
      path('after', () => new StreamResponse(failing('start')), { name: 'after' }),
      path('wrapped', () => new StreamResponse(['qui', 'et']), { name: 'wrapped' })
    ],
    errorHandlers: { 418: () => new JsonResponse(loop) }
  })
})
beforeEach(() => closed.mockClear())
afterAll(() => app.close())

it.each(['/cycle', '/cycle-response'])('answers 500 where %s cannot be written', async (url) => {
  const response = await app.inject(url)
  expect([response.statusCode, response.json().title]).toEqual([500, 'Internal Server Error'])
})

it('answers 500, without the headers of the stream, where a stream fails before its first byte', async () => {
  const { statusCode, headers } = await app.inject('/before')
  expect([statusCode, headers['x-own'], headers['content-type']]).toEqual([
    500,
    undefined,
    'application/problem+json; charset=utf-8'
  ])
  expect(closed).toHaveBeenCalledTimes(1)
})

it('cuts the connection where a stream fails later', async () => {
  const address = await app.listen({ port: 0 })
  const response = await fetch(`${address}/after`)
  await expect(response.text()).rejects.toThrow('terminated')
  expect(closed).toHaveBeenCalledTimes(1)
})

it('prepares and sends what a middleware answered early', async () => {
  expect((await app.inject('/early')).body).toBe('early')
  expect((await app.inject({ method: 'HEAD', url: '/early' })).body).toBe('')
})

it('lets a middleware wrap a stream', async () => {
  expect((await app.inject('/wrapped')).body).toBe('QUIET')
})

it('answers 500 and no message where the stream of a 404 fails', async () => {
  const { statusCode, body } = await app.inject('/nowhere')
  expect([statusCode, body.includes('broken source')]).toEqual([500, false])
})
