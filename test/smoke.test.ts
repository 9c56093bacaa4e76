import fastify from 'fastify'
import { Youch } from 'youch'

it('injects through Fastify under Jest', async () => {
  const app = fastify()
  app.get('/', () => 'ok')
  expect((await app.inject('/')).body).toBe('ok')
})
it('loads youch', async () => {
  expect(await new Youch().toHTML(new Error('x'))).toContain('<html')
})
