import { Controller, createApp, Get, Route } from 'nuages'
import type { ServerOptions } from '../../cases'
import { listen } from '../listen'
import { settingsFor } from '../nuages-settings'

@Route()
class HelloController extends Controller {
  @Get('/')
  hello() {
    return 'Hello, World!'
  }
}

export async function start({ hooks }: ServerOptions) {
  return listen(await createApp({ ...settingsFor(hooks), controllers: [HelloController] }))
}
