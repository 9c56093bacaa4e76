import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { Controller, createApp, Get, Res, Route, type Application } from 'nuages'
import { requestFinished, requestStarted } from 'nuages'
import { dial, exchange, readResponse } from '../http/raw-socket'

function fail(this: Readable): void {
  this.destroy(new Error('no such source'))
}

const later = () => new Promise((resolve) => setTimeout(resolve, 5))

@Route('/')
class RacingController extends Controller {
  @Get('/') home() {
    return 'home'
  }
  @Get('/sent-and-thrown') sentAndThrown(@Res() reply: FastifyReply) {
    void reply.send('sent')
    throw new Error('too late')
  }
  @Get('/sent-and-rejected') async sentAndRejected(@Res() reply: FastifyReply) {
    void reply.send('sent')
    await later()
    throw new Error('too late')
  }
  @Get('/sent-and-returned') sentAndReturned(@Res() reply: FastifyReply) {
    void reply.send('sent')
    return 'too late'
  }
  @Get('/sent-broken') sentBroken(@Res() reply: FastifyReply) {
    return reply.send(new Readable({ read: fail }))
  }
  @Get('/taken-and-thrown') takenAndThrown(@Res() reply: FastifyReply) {
    reply.hijack()
    setTimeout(() => reply.raw.end('sent'), 5)
    throw new Error('too late')
  }
  @Get('/begun-and-thrown') async begunAndThrown(@Res() reply: FastifyReply) {
    reply.raw.writeHead(200)
    reply.raw.write('begun')
    await later()
    throw new Error('too late')
  }
  @Get('/returned-late') async returnedLate(@Res() reply: FastifyReply) {
    await later()
    return reply.send('sent')
  }
  @Get('/coded') coded(@Res() reply: FastifyReply) {
    void reply.code(202).header('X-Own', 'yes')
    return { ok: true }
  }
  @Get('/denied') denied(@Res() reply: FastifyReply) {
    return reply.callNotFound()
  }
  @Get('/never') never() {
    return new Promise(() => {})
  }
}

const GET = (target: string) => `GET ${target} HTTP/1.1\r\nHost: localhost\r\n\r\n`
const lines: string[] = []
let app: Application
let port: number

beforeEach(async () => {
  lines.length = 0
  app = await createApp({
    database: false,
    controllers: [RacingController],
    shutdownGrace: 50,
    logger: { level: 'error', stream: { write: (line: string) => void lines.push(line) } }
  })
  await app.listen({ port: 0 })
  port = (app.fastify.server.address() as AddressInfo).port
})
afterEach(() => app.close())

it.each(['sent-and-thrown', 'sent-and-rejected', 'sent-and-returned', 'taken-and-thrown'])(
  'sends what an action has sent, and logs what came too late: %s',
  async (name) => {
    expect(await exchange(port, GET(`/${name}`))).toMatch(/^HTTP\/1\.1 200 [^]*sent$/)
    await later()
    const late = lines.filter((line) => line.includes('thrown away'))
    expect(late).toHaveLength(1)
    if (name !== 'sent-and-returned') expect(late[0]).toContain('too late')
    expect(await exchange(port, GET('/'))).toMatch(/home$/)
  }
)

it.each(['sent-and-thrown', 'sent-and-rejected', 'sent-and-returned'])(
  'mixes no two answers where a hook waits before it sends: %s',
  async (name) => {
    const hooked = await createApp({
      database: false,
      controllers: [RacingController],
      plugins: (fastify) =>
        void fastify.addHook(
          'onSend',
          async (_request, _reply, payload) => (await later(), payload)
        )
    })
    const { statusCode, body, headers } = await hooked.inject(`/${name}`)
    await hooked.close()
    expect([statusCode, body]).toEqual([200, 'sent'])
    expect(headers['content-type']).toBe('text/plain; charset=utf-8')
  }
)

it('answers 500 where what an action has sent cannot be sent', async () => {
  expect(await exchange(port, GET('/sent-broken'))).toMatch(/^HTTP\/1\.1 500 [^]*no such source/)
})

it('cuts a response that an action has begun when it throws', async () => {
  expect(await exchange(port, GET('/begun-and-thrown'))).toMatch(/begun\r\n$/)
})

it('answers through the reply after a while', async () => {
  expect(await exchange(port, GET('/returned-late'))).toMatch(/sent$/)
})

it('keeps the status and headers that an action has set on the reply', async () => {
  const { statusCode, headers } = await app.inject('/coded')
  expect([statusCode, headers['x-own']]).toEqual([202, 'yes'])
})

it('answers 404 where an action says so', async () => {
  expect((await app.inject('/denied')).statusCode).toBe(404)
})

it('answers pipelined requests in their order, errors in the middle', async () => {
  const targets = ['/returned-late', '/%zz', '/nowhere', '/', '/coded']
  const socket = await dial(port, targets.map(GET).join(''))
  let received = ''
  socket.on('data', (chunk: Buffer) => (received += chunk.toString()))
  while (!received.endsWith('{"ok":true}')) await later()
  socket.destroy()
  const statuses = [...received.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)
  expect(statuses).toEqual(['200', '400', '404', '200', '202'])
})

it('closes in time beside an action that never returns', async () => {
  const started = new Promise((resolve) => requestStarted.connect(resolve))
  const finished = new Promise((resolve) =>
    requestFinished.connect(({ request }) => resolve(request.url))
  )
  const answer = readResponse(await dial(port, GET('/never')))
  await started
  await app.close()
  expect([await answer, await finished]).toEqual(['', '/never'])
})

it('keeps two applications in one process apart', async () => {
  const other = await createApp({ database: false, limits: { fields: 1 }, allowedHosts: ['other'] })
  expect((await other.inject({ url: '/', headers: { host: 'other' } })).statusCode).toBe(404)
  expect((await other.inject('/')).statusCode).toBe(400)
  await other.close()
  expect((await app.inject('/?a=1&b=2')).statusCode).toBe(200)
  expect(app.url(RacingController, 'coded')).toBe('/coded')
})
