import type { AddressInfo } from 'node:net'
import { createApp, path, requestFinished, type Application } from 'nuages'
import { dial, exchange, readResponse } from '../http/raw-socket'

const HEAD = 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\nContent-Type: '
const PART = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nabc'

let app: Application
let port: number

async function start(fastify: object): Promise<void> {
  app = await createApp({
    database: false,
    urls: [path('', () => 'done', { name: 'home' })],
    fastify
  })
  await app.listen({ port: 0 })
  port = (app.fastify.server.address() as AddressInfo).port
}

afterEach(async () => {
  expect(await exchange(port, 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')).toMatch(/done$/)
  await app.close()
})

it.each([
  ['head', 'GET / HTTP/1.1\r\nHost: loc'],
  ['body', `${HEAD}application/json\r\n\r\n{`]
])('answers 408 to a client that stops in its %s', async (_part, bytes) => {
  const http = { headersTimeout: 50, connectionsCheckingInterval: 20 }
  await start({ http, requestTimeout: 50 })
  const response = await exchange(port, bytes)
  expect(response).toMatch(/^HTTP\/1\.1 408 /)
  expect(response).toContain('application/problem+json')
})

it.each([
  ['JSON', `${HEAD}application/json\r\n\r\n{`],
  ['a form', `${HEAD}application/x-www-form-urlencoded\r\n\r\na=`],
  ['a multipart form', `${HEAD}multipart/form-data; boundary=b\r\n\r\n--b`],
  ['a file', `${HEAD.replace('10', '999')}multipart/form-data; boundary=b\r\n\r\n${PART}`]
])('forgets a client that leaves half-way up in %s', async (_case, bytes) => {
  await start({})
  const finished = new Promise<void>((resolve) => {
    const stop = requestFinished.connect(() => (stop(), resolve()))
  })
  const started = new Promise((resolve) => app.fastify.server.once('request', resolve))
  const socket = await dial(port, bytes)
  await started
  socket.destroy()
  await finished
})

it('sends 100 Continue before it reads what a client holds back', async () => {
  await start({})
  const head = `${HEAD}text/plain\r\nExpect: 100-continue\r\n\r\n`
  const socket = await dial(port, head)
  await new Promise<void>((resolve) => {
    socket.once('data', (chunk) => {
      expect(chunk.toString()).toBe('HTTP/1.1 100 Continue\r\n\r\n')
      resolve()
    })
  })
  const response = readResponse(socket)
  socket.write('0123456789')
  expect(await response).toMatch(/done$/)
  socket.destroy()
})

it.each([
  ['a type that nobody reads', 'a/b', 'Host: localhost', '415'],
  ['a host that is not allowed', 'text/plain', 'Host: evil.example', '400']
])('reads past the body of a request that it refuses: %s', async (_case, type, host, status) => {
  await start({})
  const refused = `POST / HTTP/1.1\r\n${host}\r\nContent-Type: ${type}\r\nContent-Length: 42\r\n\r\n`
  const hidden = 'GET /hidden HTTP/1.1\r\nHost: localhost\r\n\r\n'
  const socket = await dial(
    port,
    `${refused}${hidden.padEnd(42)}GET / HTTP/1.1\r\nHost: localhost\r\n\r\n`
  )
  let received = ''
  socket.on('data', (chunk: Buffer) => (received += chunk.toString()))
  while (!received.endsWith('done')) await new Promise(setImmediate)
  socket.destroy()
  expect([...received.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, code]) => code)).toEqual([
    status,
    '200'
  ])
})
