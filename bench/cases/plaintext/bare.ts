import type { ServerOptions } from '../../cases'
import { bareFastify } from '../five-hooks'
import { listen } from '../listen'

export async function start({ hooks }: ServerOptions) {
  const app = await bareFastify(hooks)
  app.get('/', () => 'Hello, World!')
  return listen(app)
}
