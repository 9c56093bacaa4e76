import fastify from 'fastify'

it('injects through Fastify under Jest', async () => {
  const app = fastify()
  app.get('/', () => 'ok')
  expect((await app.inject('/')).body).toBe('ok')
})
