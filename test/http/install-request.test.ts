import fastify, { type FastifyInstance } from 'fastify'
import { installRequest } from '../../src/http/install-request'
import type { HttpRequest } from '../../src/http/request'
import { listen } from './raw-socket'
import { createRequestApp } from './request-app'

const COOKIE = { cookie: 'a=1' }

function answerCookies(app: FastifyInstance): void {
  app.get('/', (request) => (request as HttpRequest).cookies)
}

it('leaves alone a name that a plugin took before', async () => {
  const app = fastify() as unknown as FastifyInstance
  app.decorateRequest('cookies', { getter: () => ({ of: 'the plugin' }) })
  installRequest(app)
  answerCookies(app)
  expect((await app.inject('/')).json()).toEqual({ of: 'the plugin' })
})

it('leaves out what it is told to', async () => {
  const app = fastify() as unknown as FastifyInstance
  installRequest(app, ['json', 'cookies'])
  expect(app.hasRequestDecorator('json')).toBe(false)
  expect(app.hasRequestDecorator('cookies')).toBe(false)
  expect(app.hasRequestDecorator('form')).toBe(true)
})

it('lets a plugin in a context of its own take a name', async () => {
  const app = createRequestApp()
  answerCookies(app)
  await app.register(
    async (inner) => {
      inner.decorateRequest('cookies')
      inner.addHook('onRequest', async (request) => {
        ;(request as { cookies?: unknown }).cookies = { of: 'the plugin' }
      })
      answerCookies(inner)
    },
    { prefix: '/inner' }
  )
  expect((await app.inject({ url: '/inner/', headers: COOKIE })).json()).toEqual({
    of: 'the plugin'
  })
  expect((await app.inject({ url: '/', headers: COOKIE })).json()).toEqual({ a: '1' })
})

it('serves requests of contexts that were made before', async () => {
  const app = fastify() as unknown as FastifyInstance
  await app.register(async (inner) => {
    inner.get('/', (request) => (request as HttpRequest).path)
  })
  installRequest(app)
  expect((await app.inject('/')).body).toBe('/')
})

it('passes on what Fastify has against a decorator', async () => {
  const app = fastify() as unknown as FastifyInstance
  await listen(app)
  expect(() => installRequest(app)).toThrow(
    expect.objectContaining({ code: 'FST_ERR_DEC_AFTER_START' })
  )
  await app.close()
})

it('refuses to stand beside trustProxy, which would leave hosts unchecked', () => {
  const app = fastify({ trustProxy: '10.0.0.1' }) as unknown as FastifyInstance
  expect(() => installRequest(app)).toThrow(expect.objectContaining({ code: 'HTTP_TRUST_PROXY' }))
})
