import { inspect } from 'node:util'
import { openDatabase } from 'nuages/models'
import { fastify } from 'fastify'
import {
  BootError,
  Controller,
  createApp,
  Get,
  Header,
  Query,
  Post,
  Route,
  Body,
  MiddlewareNotUsed,
  HttpRequest,
  url,
  type Middleware
} from 'nuages'

@Route('/ok')
class OkController extends Controller {
  @Get('/<int:id>') show(_request: HttpRequest, { id }: { id: number }) {
    return id
  }
}

it('lists every mistake at once', async () => {
  @Route('/bad')
  class BadController extends Controller {
    @Get('/<integer:id>') unknown(_request: HttpRequest, _params: object) {}
    @Get('/body') body(@Body({ type: 'nonsense' }) body: unknown) {
      return body
    }
  }
  const boot = createApp({ controllers: [BadController], database: false, development: false })
  const error = (await boot.catch((thrown: unknown) => thrown)) as BootError
  expect(error).toBeInstanceOf(BootError)
  const codes = error.problems.map(({ code }) => code)
  expect(codes).toEqual(
    expect.arrayContaining([
      'ROUTING_UNKNOWN_CONVERTER',
      'ROUTING_BODY_WITHOUT_BODY',
      'APPLICATION_ALLOWED_HOSTS'
    ])
  )
  expect(error.message).toContain('APPLICATION_BOOT')
})

it('refuses a schema that cannot be compiled', async () => {
  @Route('/bad')
  class SchemaController extends Controller {
    @Get('/', { returns: { type: 'nonsense' } }) list() {}
  }
  await expect(createApp({ controllers: [SchemaController], database: false })).rejects.toThrow(
    'SERIALIZERS_BAD_SCHEMA'
  )
})

it('refuses to start Fastify behind the back of the application', async () => {
  const app = await createApp({ controllers: [OkController], database: false })
  await expect(app.fastify.inject('/ok/1')).rejects.toThrow('APPLICATION_NOT_READY')
  await app.close()
})

it('leaves out a middleware that is not used', async () => {
  class Unused implements Middleware {
    constructor() {
      throw new MiddlewareNotUsed()
    }
    processRequest(): never {
      throw new Error('ran')
    }
  }
  const app = await createApp({
    controllers: [OkController],
    middleware: [Unused],
    database: false
  })
  expect((await app.inject('/ok/1')).statusCode).toBe(200)
  await app.close()
})

it('names a middleware that cannot be made, and a controller that cannot', async () => {
  class Broken implements Middleware {
    constructor() {
      throw new Error('no connection')
    }
  }
  @Route('/broken')
  class BrokenController extends OkController {
    constructor() {
      super()
      throw new Error('no disk')
    }
  }
  const boot = createApp({ controllers: [BrokenController], middleware: [Broken], database: false })
  const { problems } = (await boot.catch((thrown: unknown) => thrown)) as BootError
  expect(problems.map(({ code, message }) => [code, message])).toEqual([
    ['APPLICATION_ROUTE_FAILED', expect.stringContaining('no disk')],
    ['MIDDLEWARE_CONSTRUCTOR', 'The middleware Broken cannot be made: no connection']
  ])
})

it('says why a middleware is not used', () => {
  expect(new MiddlewareNotUsed('Nothing to do.').code).toBe('MIDDLEWARE_NOT_USED')
})

it('keeps to an application that is open when a newer one closes', async () => {
  const [older, newer] = [
    await createApp({ controllers: [OkController], database: false }),
    await createApp({ database: false })
  ]
  await newer.close()
  expect(url('ok.show', { id: 7 })).toBe('/ok/7')
  await older.close()
})

it('refuses what is no middleware', async () => {
  await expect(createApp({ middleware: ['text' as never], database: false })).rejects.toThrow(
    'MIDDLEWARE_NOT_MIDDLEWARE'
  )
})

it('builds URLs in the application that was created last', async () => {
  const app = await createApp({ controllers: [OkController], database: false })
  expect([url('ok.show', { id: 7 }), app.url(OkController, 'show', { id: 8 })]).toEqual([
    '/ok/7',
    '/ok/8'
  ])
  await app.close()
  expect(() => url('ok.show', { id: 7 })).toThrow('APPLICATION_NONE')
})

it('shows its routes in the order of matching', async () => {
  const app = await createApp({ controllers: [OkController], database: false })
  expect(app.routes.map(({ name, path }) => `${name} ${path}`)).toEqual(['ok.show /ok/<int:id>'])
  expect(inspect(app.routes)).toBe('GET  /ok/<int:id>  ok.show  OkController.show()')
  expect(Object.isFrozen(app.routes)).toBe(true)
  await app.close()
})

it('refuses a class as the type of a body that nothing checks', async () => {
  class NewNote {}
  @Route('/notes')
  class NoteController extends Controller {
    @Post('/') create(@Body() note: NewNote) {
      return note
    }
  }
  await expect(createApp({ controllers: [NoteController], database: false })).rejects.toThrow(
    'CONTROLLERS_BODY_WITHOUT_SCHEMA'
  )
})

it('lets go of the database when a plugin fails', async () => {
  const database = await openDatabase({ database: 'sqlite::memory:', entities: [] })
  const plugins = () => {
    throw new Error('no plugin')
  }
  await expect(createApp({ database, plugins })).rejects.toThrow('no plugin')
  expect(database.isInitialized).toBe(false)
})

it('writes its lines to a logger of the application', async () => {
  const lines: string[] = []
  const stream = { write: (line: string) => void lines.push(line) }
  const loggerInstance = fastify({ logger: { level: 'info', stream } }).log
  const app = await createApp({
    controllers: [OkController],
    database: false,
    fastify: { loggerInstance }
  })
  await app.inject('/ok/1')
  expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual(['GET /ok/1 200'])
  await app.close()
})

it('refuses a type that compilers disagree on, where text has to become something', async () => {
  @Route('/pages')
  class PageController extends Controller {
    @Get('/') list(@Query('page') page: number | undefined) {
      return page
    }
    @Get('/next') next(@Header('x-page') page = 1) {
      return page
    }
  }
  const boot = createApp({ controllers: [PageController], database: false })
  const { problems } = (await boot.catch((thrown: unknown) => thrown)) as BootError
  expect(problems.map(({ code }) => code)).toEqual([
    'CONTROLLERS_ARGUMENT_TYPE',
    'CONTROLLERS_ARGUMENT_TYPE'
  ])
})

it.each([
  ['a misspelt keyword', { type: 'object', requird: ['e'] }, 'requird'],
  ['an unknown format', { type: 'string', format: 'emial' }, 'emial']
])('refuses a schema with %s', async (_case, schema, word) => {
  @Route('/typos')
  class TypoController extends Controller {
    @Post('/') create(@Body(schema) body: unknown) {
      return body
    }
  }
  const boot = createApp({ controllers: [TypoController], database: false })
  await expect(boot).rejects.toThrow(new RegExp(`SERIALIZERS_BAD_SCHEMA.*${word}.*typo.create`))
})
