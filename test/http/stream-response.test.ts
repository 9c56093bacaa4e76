import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { ChunkStream } from '../../src/http/chunk-stream'
import { NotFound } from '../../src/http/exceptions'
import { HttpResponse } from '../../src/http/response'
import { StreamResponse } from '../../src/http/stream-response'
import { closeServers, deferred, serve } from './serve'

afterEach(closeServers)

it('sends chunks as they come', async () => {
  async function* chunks() {
    yield 'un '
    await wait(5)
    yield Buffer.from('deux ')
    yield ''
    yield new Uint8Array([116, 114, 111, 105, 115])
  }
  const server = await serve(() => new StreamResponse(chunks(), { contentType: 'text/plain' }))
  const { status, headers, body } = await server.get()
  expect([status, headers['content-type'], headers['transfer-encoding'], body]).toEqual([
    200,
    'text/plain',
    'chunked',
    'un deux trois'
  ])
})

it('has no content', () => {
  const response = new StreamResponse(['a'])
  expect(response.isStreaming).toBe(true)
  expect(() => response.content).toThrow('HTTP_STREAMING_CONTENT')
  expect(() => (response.content = 'a')).toThrow('HTTP_STREAMING_CONTENT')
})

it('answers an error before the first chunk', async () => {
  async function* chunks(hasNone: boolean) {
    await wait(1)
    if (hasNone) throw new NotFound()
    yield 'never'
  }
  const server = await serve(() => new StreamResponse(chunks(true)))
  expect(await server.get()).toMatchObject({ status: 404, body: 'HTTP_NOT_FOUND' })
})

it('cuts the connection on an error after the head', async () => {
  const server = await serve(
    () =>
      new StreamResponse(
        (async function* () {
          yield 'half'
          await wait(5)
          throw new Error('lost')
        })()
      )
  )
  await expect(server.get()).rejects.toThrow('aborted')
  const bytes = await server.bytes()
  expect(bytes).toMatch(/half/)
  expect(bytes).not.toMatch(/\r\n0\r\n\r\n$/)
})

it('pulls no faster than the client reads', async () => {
  let pulled = 0
  function* endless() {
    for (;;) {
      pulled++
      yield Buffer.alloc(65_536)
    }
  }
  const server = await serve(() => new StreamResponse(endless()))
  const message = await server.open()
  let before
  do {
    before = pulled
    await wait(100)
  } while (pulled > before)
  // the kernel holds a few megabytes for a socket; without back-pressure the loop above has no end
  expect(pulled).toBeLessThan(1000)
  for await (const _chunk of message) if (pulled > before) break
})

it.each([
  ['more', ['ab', 'cd']],
  ['less', ['a']]
])('fails where the source yields %s than Content-Length says', async (_case, chunks) => {
  const response = new StreamResponse(chunks, { headers: { 'Content-Length': '3' } })
  await expect(text(response.payload()!)).rejects.toThrow('HTTP_STREAM_LENGTH')
})

describe('when the client leaves', () => {
  it('runs the finally of a generator that has something to send', async () => {
    let isClosed = false
    const left = deferred<boolean>()
    async function* chunks() {
      try {
        for (;;) yield 'tick'
      } finally {
        isClosed = true
      }
    }
    const server = await serve(() => {
      const stream = new ChunkStream(chunks())
      stream.on('close', () => setImmediate(() => left.resolve(isClosed)))
      return new StreamResponse(stream)
    })
    const message = await server.open()
    message.destroy()
    expect(await left.promise).toBe(true)
  })

  it('tells a source that waits for its first chunk', async () => {
    const started = deferred()
    const closed = deferred<boolean>()
    async function* chunks(signal: AbortSignal) {
      try {
        started.resolve()
        await wait(60_000, undefined, { signal })
        yield 'never'
      } finally {
        closed.resolve(signal.aborted)
      }
    }
    const server = await serve(() => new StreamResponse(chunks))
    const client = server.ask()
    await started.promise
    client.leave()
    expect(await closed.promise).toBe(true)
  })

  it('does not begin a source when it left before anything was sent', async () => {
    const asked = deferred()
    const left = deferred()
    const sent = deferred()
    let begun = false
    const server = await serve(async (request) => {
      request.raw.socket.on('close', () => left.resolve())
      asked.resolve()
      await left.promise
      const stream = new ChunkStream(() => ((begun = true), ['late']))
      stream.on('close', () => sent.resolve())
      return new StreamResponse(stream)
    })
    const client = server.ask()
    await asked.promise
    client.leave()
    await sent.promise
    expect(begun).toBe(false)
  })
})

describe('when it is not sent', () => {
  const unsent: [string, string, (response: HttpResponse) => HttpResponse][] = [
    ['HEAD', 'HEAD', (response) => response],
    ['204', 'GET', (response) => Object.assign(response, { status: 204 })],
    ['304', 'GET', (response) => Object.assign(response, { status: 304 })],
    ['a middleware replaces it', 'GET', () => new HttpResponse('instead')]
  ]
  it.each(unsent)('leaves the source alone: %s', async (_case, method, middleware) => {
    let pulled = false
    let returned = false
    const source = {
      next: () => ((pulled = true), { done: false, value: 'x' }),
      return: () => ((returned = true), { done: true, value: '' }),
      [Symbol.iterator]() {
        return this
      }
    }
    const server = await serve(() => new StreamResponse(source), middleware)
    const { body } = await server.get({}, method)
    expect([pulled, returned]).toEqual([false, true])
    expect(body).not.toContain('x')
  })
})
