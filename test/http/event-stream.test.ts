import { EventEmitter, on } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { eventText, type ServerEvent } from '../../src/http/event-text'
import { EventStream } from '../../src/http/event-stream'
import { closeServers, deferred, serve } from './serve'

afterEach(closeServers)

async function* three(): AsyncGenerator<ServerEvent> {
  yield { data: 'one' }
  yield { data: { n: 2 }, event: 'count', id: 7 }
}

it.each<[ServerEvent, string]>([
  [{ data: 'hello' }, 'data: hello\n\n'],
  [{ data: '' }, 'data: \n\n'],
  [{ data: ' a\nb\r\nc\rd' }, 'data:  a\ndata: b\ndata: c\ndata: d\n\n'],
  [{ data: { a: [1n] } }, 'data: {"a":["1"]}\n\n'],
  [{ data: 7, event: 'n', id: '1', retry: 500 }, 'event: n\nid: 1\nretry: 500\ndata: 7\n\n'],
  [{ id: 3 }, 'id: 3\n\n']
])('writes %j', (event, text) => expect(eventText(event)).toBe(text))

it.each<[ServerEvent]>([
  [{ event: 'a\ndata: forged' }],
  [{ id: 'a\rb' }],
  [{ id: 'a\0' }],
  [{ retry: 1.5 }]
])('refuses %j', (event) => expect(() => eventText(event)).toThrow('HTTP_BAD_EVENT'))

it('sends events under the headers of an event stream', async () => {
  const server = await serve(() => new EventStream(three(), { retry: 2000 }))
  const { headers, body } = await server.get()
  expect(headers).toMatchObject({
    'content-type': 'text/event-stream',
    'cache-control': 'no-cache',
    'x-accel-buffering': 'no'
  })
  expect(body).toBe('retry: 2000\n\ndata: one\n\nevent: count\nid: 7\ndata: {"n":2}\n\n')
})

it('keeps headers of your own', () => {
  const response = new EventStream(three(), { headers: { 'Cache-Control': 'no-store' } })
  expect(response.headers.get('Cache-Control')).toBe('no-store')
})

it('sends the head and heartbeats while nothing happens', async () => {
  // eslint-disable-next-line require-yield
  async function* silent(signal: AbortSignal): AsyncGenerator<ServerEvent> {
    await wait(60_000, undefined, { signal })
  }
  const server = await serve(
    () => new EventStream(({ signal }) => silent(signal), { heartbeat: 0.01 })
  )
  let body = ''
  for await (const chunk of await server.open()) if ((body += chunk).length >= 12) break
  expect(body.slice(0, 12)).toBe(':\n\n:\n\n:\n\n:\n\n')
})

it.each([
  ['7', '7'],
  [Buffer.from('é').toString('latin1'), 'é']
])('hands Last-Event-ID to the source', async (header, id) => {
  const server = await serve(
    () =>
      new EventStream(async function* ({ lastEventId }) {
        yield { data: lastEventId }
      })
  )
  expect((await server.get({ 'Last-Event-ID': header })).body).toContain(`data: ${id}\n`)
})

it('stops a source that waits for its next event when the client leaves', async () => {
  const emitter = new EventEmitter()
  const waiting = deferred()
  const closed = deferred()
  const server = await serve(
    () =>
      new EventStream(async function* ({ signal }) {
        try {
          waiting.resolve()
          for await (const [data] of on(emitter, 'news', { signal })) yield { data }
        } finally {
          closed.resolve()
        }
      })
  )
  const client = server.ask()
  await waiting.promise
  client.leave()
  await closed.promise
  expect(emitter.listenerCount('news')).toBe(0)
  expect(server.errors).toEqual([])
})

it('begins nothing for HEAD', async () => {
  let begun = false
  const server = await serve(() => new EventStream(() => ((begun = true), three())))
  const { headers } = await server.get({}, 'HEAD')
  expect([headers['content-type'], begun]).toEqual(['text/event-stream', false])
})

it('answers an error of the source function itself', async () => {
  const server = await serve(
    () =>
      new EventStream(() => {
        throw new Error('no source')
      })
  )
  expect(await server.get()).toMatchObject({ status: 500, body: 'no source' })
})

it('cuts the connection on an event that cannot be written', async () => {
  const server = await serve(
    () =>
      new EventStream(async function* () {
        yield { event: 'a\nb' }
      })
  )
  await expect(server.get()).rejects.toThrow('aborted')
})

it('leaves no timer behind', async () => {
  const cleared = jest.spyOn(global, 'clearInterval')
  const set = jest.spyOn(global, 'setInterval')
  const server = await serve(() => new EventStream(three()))
  await server.get()
  expect(cleared).toHaveBeenCalledWith(set.mock.results[0]?.value)
  jest.restoreAllMocks()
})
