import { once } from 'node:events'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp, FileResponse, HttpResponse, path, StreamResponse } from 'nuages'
import { requestFinished, type Application, type HttpRequest, type Middleware } from 'nuages'
import { dial, exchange, readResponse } from '../http/raw-socket'

const NEXT = 'GET /next HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'

let app: Application
let port: number
let folder: string
let shared: StreamResponse
let ended: string[] = []
let finished: string[] = []
const stopListening = requestFinished.connect(({ request }) => finished.push(request.url))

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nuages-'))
  await writeFile(join(folder, 'big.bin'), Buffer.alloc(8_000_000, 'x'))
  shared = new StreamResponse(numbers('shared', 2))
  app = await createApp({ database: false, urls: urls(), middleware: [new Meddler()] })
  await app.listen({ port: 0 })
  port = (app.fastify.server.address() as AddressInfo).port
})
afterAll(async () => {
  stopListening()
  await app.close()
  await rm(folder, { recursive: true })
})
beforeEach(() => {
  ended = []
  finished = []
})

async function* numbers(name: string, count: number, size = 3, failAt = -1) {
  try {
    for (let i = 0; i < count; i++) {
      if (i === failAt) throw new Error(`${name} broke`)
      yield 'x'.repeat(size)
    }
  } finally {
    ended.push(name)
  }
}

function urls() {
  const bytes = (length: string) => ({ headers: { 'Content-Length': length } })
  return [
    path('next', () => 'next', { name: 'next' }),
    path('two', () => numbers('two', 2), { name: 'two' }),
    path('early', () => numbers('early', 2, 3, 0), { name: 'early' }),
    path('late', () => numbers('late', 2, 3, 1), { name: 'late' }),
    path('endless', () => numbers('endless', Infinity, 65_536), { name: 'endless' }),
    path('longer', () => new StreamResponse(numbers('longer', 3), bytes('4')), { name: 'longer' }),
    path('shorter', () => new StreamResponse(numbers('shorter', 2), bytes('7')), {
      name: 'shorter'
    }),
    path('exact', () => new StreamResponse(numbers('exact', 2), bytes('6')), { name: 'exact' }),
    path('shared', () => shared, { name: 'shared' }),
    path('file', () => new FileResponse(join(folder, 'big.bin')), { name: 'file' }),
    path('replaced', () => new FileResponse(join(folder, 'big.bin')), { name: 'replaced' }),
    path('refused', () => numbers('refused', 2), { name: 'refused' })
  ]
}

class Meddler implements Middleware {
  processResponse({ url }: HttpRequest, response: HttpResponse): HttpResponse {
    if (url === '/refused') throw new Error('no')
    return url === '/replaced' ? new HttpResponse('instead') : response
  }
}

/** All that comes back for a GET of `target` and, on the same connection, one of `/next`. */
async function get(target: string, method = 'GET'): Promise<string> {
  const socket = await dial(port, `${method} ${target} HTTP/1.1\r\nHost: localhost\r\n\r\n${NEXT}`)
  const chunks: Buffer[] = []
  socket.on('data', (chunk: Buffer) => chunks.push(chunk))
  await once(socket, 'close')
  return Buffer.concat(chunks).toString()
}

/** Ask, take the first bytes and leave; then wait until the server has noticed. */
async function leave(target: string): Promise<void> {
  const socket = await dial(port, `GET ${target} HTTP/1.1\r\nHost: localhost\r\n\r\n`)
  await once(socket, 'data')
  socket.destroy()
  while (!finished.includes(target)) await new Promise(setImmediate)
}

const openFiles = async () => (await readdir('/proc/self/fd').catch(() => [])).length

it('goes on with the next request behind a stream', async () => {
  expect(await get('/two')).toMatch(/3\r\nxxx\r\n3\r\nxxx\r\n0\r\n\r\nHTTP\/1\.1 200 OK[^]*next$/)
  expect(ended).toEqual(['two'])
})

it.each(['/two', '/endless', '/file', '/early'])('answers HEAD %s with a head', async (target) => {
  const [head, after] = (await get(target, 'HEAD')).split('\r\n\r\n')
  expect(head).toMatch(/^HTTP\/1\.1 200 OK/)
  expect(after).toMatch(/^HTTP\/1\.1 200 OK/)
})

it('answers an error before the first chunk like any other', async () => {
  expect(await get('/early')).toMatch(/^HTTP\/1\.1 500 [^]*early broke[^]*next$/)
})

it('cuts the connection at an error behind the first chunk', async () => {
  expect(await get('/late')).toMatch(/\r\n\r\n3\r\nxxx\r\n$/)
  expect(ended).toEqual(['late'])
})

it.each(['/endless', '/file'])('closes %s when its client leaves', async (target) => {
  const before = await openFiles()
  await leave(target)
  while ((await openFiles()) > before) await new Promise(setImmediate)
  expect(finished).toEqual([target])
  if (target === '/endless') expect(ended).toEqual(['endless'])
})

it('sends a stream of the length that it promised', async () => {
  expect(await get('/exact')).toMatch(/\r\n\r\nxxxxxxHTTP\/1\.1 200 OK[^]*next$/)
})

it.each([
  ['more', '/longer', 'xxx'],
  ['less', '/shorter', 'xxxxxx']
])('cuts the connection where a stream yields %s than it promised', async (_case, target, body) => {
  const response = await get(target)
  expect(response.split('\r\n\r\n')[1]).toBe(body)
  expect(response).not.toContain('next')
})

it('sends one streaming response once', async () => {
  expect(await get('/shared')).toMatch(/^HTTP\/1\.1 200 /)
  expect(await get('/shared')).toMatch(/^HTTP\/1\.1 500 [^]*HTTP_STREAM_REUSED/)
})

it.each([
  ['/replaced', /^HTTP\/1\.1 200 [^]*insteadHTTP[^]*next$/],
  ['/refused', /^HTTP\/1\.1 500 [^]*next$/]
])('lets go of a stream that a middleware does not send: %s', async (target, expected) => {
  const before = await openFiles()
  expect(await get(target)).toMatch(expected)
  while ((await openFiles()) > before) await new Promise(setImmediate)
})

it('answers an HTTP/1.0 client without chunks', async () => {
  const socket = await dial(port, 'GET /two HTTP/1.0\r\nHost: localhost\r\n\r\n')
  expect(await readResponse(socket)).toMatch(/\r\n\r\nxxxxxx$/)
})

it('refuses nothing to the next client', async () => {
  expect(await exchange(port, NEXT)).toMatch(/next$/)
})
