import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  Body,
  Controller,
  createApp,
  Get,
  HttpRequest,
  HttpResponse,
  NotFound,
  Post,
  path,
  Res,
  Route,
  type Application,
  type AppSettings,
  type Middleware
} from 'nuages'
import type { DataSource } from 'nuages/models'
import { afterCommit } from '../../src/models/transactions/after-commit'
import { currentRunner } from '../../src/models/transactions/current'
import { Atomic, NonAtomic, nonAtomic } from '../../src/models/transactions/decorators'
import { dial } from '../http/raw-socket'
import { describeEngines } from '../models/engine'
import { Note, openNotes, texts, write } from '../models/transactions/notes'

let dataSource: DataSource
let app: Application
let seen: unknown[] = []

const isInside = (): boolean => currentRunner(dataSource) !== undefined

@Route('/notes')
class NoteController extends Controller {
  @Post('/') async create(@Body({ type: 'object' }) { text }: { text: string }) {
    const { id } = await write(text)
    return { id, isInside: isInside() }
  }

  @Post('/not-found') async notFound() {
    await write('lost')
    throw new NotFound()
  }

  @Post('/bug') async bug() {
    await write('lost')
    throw new Error('a bug')
  }

  @Post('/bug-returned') async bugReturned() {
    await write('lost')
    return new Error('a bug')
  }

  @Post('/failure') async failure() {
    await write('kept')
    return new HttpResponse('sorry', { status: 500 })
  }

  @Post('/callback') async callback() {
    afterCommit(async () => seen.push(await texts()))
    await write('a')
    return { seen: seen.length }
  }

  @Post('/reply') reply(@Res() reply: { send(value: unknown): unknown }) {
    return reply.send({ isInside: isInside() })
  }

  @Get('/rows') rows() {
    return Note.all()
  }

  @Get('/stream') async *stream() {
    yield `${isInside()} ${(await texts()).length}`
  }

  @Get('/bare') @NonAtomic() bare(request: HttpRequest) {
    return { isInside: isInside(), url: request.url }
  }

  @Post('/slow') async slow() {
    await write('slow')
    seen.push('begun')
    await sleep(50)
    seen.push('done')
    return 'done'
  }
}

@Route('/bare')
@NonAtomic()
class BareController extends Controller {
  @Get('/class') show() {
    return { isInside: isInside() }
  }

  @Get('/method') @Atomic() async method() {
    return { isInside: isInside() }
  }
}

@Atomic()
class Base extends Controller {
  @Get('/base') base() {
    return { isInside: isInside() }
  }
}

@Route('/atomic')
class AtomicController extends Base {
  @Get('/own') own() {
    return { isInside: isInside() }
  }

  @Get('/bare') @NonAtomic() bare() {
    return { isInside: isInside() }
  }

  @Post('/retried') @Atomic({ retries: 3 }) async retried() {
    seen.push('try')
    await write('a')
    if (seen.length < 3) throw Object.assign(new Error('deadlock'), { errno: 1213 })
    return { tries: seen.length }
  }
}

class Watch implements Middleware {
  processRequest(): void {
    seen.push(`before ${isInside()}`)
  }

  processResponse(_request: HttpRequest, response: HttpResponse): HttpResponse {
    seen.push(`after ${isInside()}`)
    return response
  }
}

async function start(settings: AppSettings): Promise<void> {
  seen = []
  app = await createApp({
    database: dataSource,
    controllers: [NoteController, BareController, AtomicController],
    urls: [
      path('function', () => ({ isInside: isInside() }), { name: 'function' }),
      path(
        'bare-function',
        nonAtomic(() => ({ isInside: isInside() })),
        { name: 'bare-function' }
      )
    ],
    ...settings
  })
}

const get = async (url: string): Promise<unknown> => (await app.inject(url)).json()
const post = (url: string, payload: object = {}) => app.inject({ method: 'POST', url, payload })

const SLOW = 'POST /notes/slow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n'

describeEngines((engine) => {
  beforeEach(async () => {
    dataSource = await openNotes(engine, { acquireTimeout: 2_000 })
  })
  afterEach(() => app.close())

  describe('with atomicRequests', () => {
    beforeEach(() => start({ atomicRequests: true, middleware: [new Watch()] }))

    it('keeps what an action stores', async () => {
      const response = await post('/notes/', { text: 'a' })
      expect(response.json()).toMatchObject({ isInside: true })
      expect(await texts()).toEqual(['a'])
    })

    it.each([
      ['answers 404', '/notes/not-found', 404, []],
      ['throws', '/notes/bug', 500, []],
      ['returns an error', '/notes/bug-returned', 500, []],
      ['returns a response of status 500', '/notes/failure', 500, ['kept']]
    ])('where an action %s it keeps what Django keeps', async (_case, url, status, kept) => {
      expect((await post(url)).statusCode).toBe(status)
      expect(await texts()).toEqual(kept)
    })

    it('leaves middleware outside', async () => {
      await post('/notes/', { text: 'a' })
      expect(seen).toEqual(['before false', 'after false'])
    })

    it('calls back before the answer, when the rows are there for everybody', async () => {
      const response = await post('/notes/callback')
      expect(response.json()).toEqual({ seen: 1 })
      expect(seen).toEqual(['before false', ['a'], 'after false'])
    })

    it('leaves out what is marked, and takes what is not', async () => {
      expect(await get('/notes/bare')).toEqual({ isInside: false, url: '/notes/bare' })
      expect(await get('/bare/class')).toEqual({ isInside: false })
      expect(await get('/bare/method')).toEqual({ isInside: true })
      expect(await get('/function')).toEqual({ isInside: true })
      expect(await get('/bare-function')).toEqual({ isInside: false })
    })

    it('runs a query set inside, and a stream after', async () => {
      await post('/notes/', { text: 'a' })
      expect(await get('/notes/rows')).toMatchObject([{ text: 'a' }])
      expect((await app.inject('/notes/stream')).body).toBe('false 1')
    })

    it('reads the query set that an action returns before the commit, as JSON where the engine writes it', async () => {
      await post('/notes/', { text: 'a' })
      const logged = jest.spyOn(dataSource.logger, 'logQuery')
      const [row] = (await get('/notes/rows')) as unknown[]
      const statements = logged.mock.calls.map(([sql]) => sql)
      logged.mockRestore()
      expect(row).toMatchObject({ text: 'a', count: 0 })
      expect(statements).toHaveLength(3)
      expect(statements[1]!.includes('json_')).toBe(engine.kind === 'sqlite')
      expect(statements[2]).toBe('COMMIT')
    })

    it('lets an action answer through the reply', async () => {
      expect((await post('/notes/reply')).json()).toEqual({ isInside: true })
    })

    it('keeps requests apart', async () => {
      const urls = Array.from({ length: 20 }, (_, index) => (index % 2 ? '/notes/bug' : '/notes/'))
      await Promise.all(urls.map((url) => post(url, { text: 'a' })))
      expect(await texts()).toEqual(Array(10).fill('a'))
    })

    it('ends the transaction of a client that has left, and gives the connection back', async () => {
      await app.listen({ port: 0 })
      const { port } = app.fastify.server.address() as AddressInfo
      for (let round = 0; round < engine.connections; round++) {
        const socket = await dial(port, SLOW)
        while (!seen.includes('begun')) await sleep(2)
        socket.destroy()
        await once(socket, 'close')
        while (!seen.includes('done')) await sleep(2)
        seen = []
      }
      await post('/notes/', { text: 'next' })
      expect(await texts()).toEqual([...Array<string>(engine.connections).fill('slow'), 'next'])
    })
  })

  describe('without the setting', () => {
    beforeEach(() => start({}))

    it('runs in a transaction what is marked alone', async () => {
      expect(await get('/function')).toEqual({ isInside: false })
      expect(await get('/atomic/own')).toEqual({ isInside: true })
      expect(await get('/atomic/base')).toEqual({ isInside: true })
      expect(await get('/atomic/bare')).toEqual({ isInside: false })
      expect(await get('/bare/class')).toEqual({ isInside: false })
      expect(await get('/bare/method')).toEqual({ isInside: true })
    })

    it('keeps what came before an action throws', async () => {
      await post('/notes/bug')
      expect(await texts()).toEqual(['lost'])
    })

    it('repeats an action that is told to', async () => {
      expect((await post('/atomic/retried')).json()).toEqual({ tries: 3 })
      expect(await texts()).toEqual(['a'])
    })
  })
})
