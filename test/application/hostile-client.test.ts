import type { AddressInfo } from 'node:net'
import { createApp, path, StreamResponse, type Application } from 'nuages'
import { dial, exchange, readResponse } from '../http/raw-socket'

let app: Application
let port: number

beforeAll(async () => {
  app = await createApp({
    database: false,
    urls: [
      path('', () => 'home', { name: 'home' }),
      path('admin', () => 'admin', { name: 'admin' }),
      path('slow', slowly, { name: 'slow' })
    ]
  })
  await app.listen({ port: 0 })
  port = (app.fastify.server.address() as AddressInfo).port
})
afterAll(() => app.close())

function slowly(): StreamResponse {
  return new StreamResponse(
    (async function* () {
      yield 'begin'
      await new Promise((resolve) => setTimeout(resolve, 300))
      yield 'final'
    })(),
    { headers: { 'Content-Length': '10' } }
  )
}

function ask(line: string, ...headers: string[]): Promise<string> {
  return exchange(port, [line, 'Host: localhost', ...headers, '', ''].join('\r\n'))
}

it.each([
  ['a star', 'GET * HTTP/1.1'],
  ['a star before a path', 'GET *admin HTTP/1.1'],
  ['a scheme that is not of the web', 'GET ftp://localhost/admin HTTP/1.1']
])('refuses %s as a target', async (_case, line) => {
  const response = await ask(line)
  expect(response).toMatch(/^HTTP\/1\.1 400 /)
  expect(response).toContain('"code":"HTTP_BAD_REQUEST"')
})

it('answers OPTIONS * with the methods of all routes', async () => {
  const response = await ask('OPTIONS * HTTP/1.1')
  expect(response).toMatch(/^HTTP\/1\.1 200 /)
  expect(response).toMatch(/^allow: GET, .*, OPTIONS\r$/im)
})

it('writes no second head into a response that is on its way', async () => {
  const socket = await dial(port, 'GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n')
  const response = readResponse(socket)
  await new Promise((resolve) => socket.once('data', resolve))
  socket.write('NONSENSE\r\n\r\n')
  expect(await response).toMatch(/\r\n\r\nbegin$/)
  expect(await ask('GET / HTTP/1.1')).toMatch(/home$/)
})
