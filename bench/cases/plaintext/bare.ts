import { fastify } from 'fastify'
import type { ServerOptions } from '../../cases'
import { installFiveHooks } from '../five-hooks'
import { listen } from '../listen'

export async function start({ hooks }: ServerOptions) {
  const app = fastify()
  if (hooks) await installFiveHooks(app)
  app.get('/', () => 'Hello, World!')
  return listen(app)
}
