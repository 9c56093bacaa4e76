import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { createHostCheck, createHostMatcher, normalizeHost } from '../../src/http/host'
import { exchange, listen } from './raw-socket'
import { createEcho } from './request-app'

const ALLOWED = ['example.com', '.clouds.example', '[::1]', '127.0.0.1']
const REFUSED = '"code":"HTTP_DISALLOWED_HOST"'

let app: FastifyInstance
let port: number
let proxied: FastifyInstance
let proxiedPort: number

beforeAll(async () => {
  app = createEcho(({ host }) => host, { allowedHosts: ALLOWED })
  port = await listen(app)
  proxied = createEcho(({ host }) => host, { allowedHosts: ALLOWED, proxy: { host: true } })
  proxiedPort = await listen(proxied)
})
afterAll(async () => {
  await app.close()
  await proxied.close()
})

function ask(target: string, ...headers: string[]): Promise<string> {
  return exchange(port, [`GET ${target} HTTP/1.1`, ...headers, '', ''].join('\r\n'))
}

it.each([
  ['a name', 'example.com', 'example.com'],
  ['a port', 'example.com:8000', 'example.com:8000'],
  ['upper case', 'EXAMPLE.com', 'example.com'],
  ['a dot at the end', 'example.com.:80', 'example.com:80'],
  ['the domain of a pattern', 'clouds.example', 'clouds.example'],
  ['a sub-domain of a pattern', 'a.b.clouds.example', 'a.b.clouds.example'],
  ['an IPv6 address', '[::1]:80', '[::1]:80'],
  ['an IPv4 address', '127.0.0.1', '127.0.0.1']
])('answers to %s', async (_case, host, expected) => {
  // twice: the second time it is remembered
  for (const _ of 'ab') expect(await ask('/', `Host: ${host}`)).toContain(`{"value":"${expected}"}`)
})

it.each([
  ['another name', 'example.org'],
  ['a name that only ends alike', 'notexample.com'],
  ['a domain that only ends alike', 'notclouds.example'],
  ['a sub-domain of a plain name', 'www.example.com'],
  ['an empty host', ''],
  ['a port of letters', 'example.com:http'],
  ['an empty port', 'example.com:'],
  ['a port beyond 65535', 'example.com:65536'],
  ['two ports', 'example.com:80:80'],
  ['user information', 'me@example.com'],
  ['a path', 'example.com/x'],
  ['two hosts', 'example.com, example.com'],
  ['markup', '<script>.clouds.example'],
  ['Latin-1', '\xe9.clouds.example'],
  ['a broken IPv6 address', '[::1'],
  ['a dot alone', '.'],
  ['two dots at the end', 'example.com..']
])('refuses %s', async (_case, host) => {
  const response = await ask('/', `Host: ${host}`)
  expect(response).toMatch(/^HTTP\/1\.1 400/)
  expect(response).toContain(REFUSED)
  expect(response).not.toContain('script')
})

it('refuses two Host headers, whichever they are', async () => {
  expect(await ask('/', 'Host: example.com', 'Host: example.org')).toContain(REFUSED)
  expect(await ask('/', 'Host: example.com', 'hOST: example.com')).toContain(REFUSED)
})

it('refuses a request of HTTP/1.0 that names no host', async () =>
  expect(await exchange(port, 'GET / HTTP/1.0\r\n\r\n')).toContain(REFUSED))

it('takes the authority of an absolute target for the host', async () => {
  expect(await ask('http://example.com:80/x', 'Host: 127.0.0.1')).toContain('"example.com:80"')
  expect(await ask('http://example.org/x', 'Host: example.com')).toContain(REFUSED)
  expect(await ask('http://me@example.com/x', 'Host: example.com')).toContain(REFUSED)
})

it('does not believe X-Forwarded-Host unless it is told to', async () =>
  expect(await ask('/', 'Host: example.com', 'X-Forwarded-Host: 127.0.0.1')).toContain(
    '"example.com"'
  ))

it.each([
  ['the header', 'X-Forwarded-Host: example.com', '{"value":"example.com"}'],
  ['its first entry', 'X-Forwarded-Host: example.com, inner', '{"value":"example.com"}'],
  ['Host without it', 'X-Other: a', '{"value":"127.0.0.1"}'],
  ['the list of allowed hosts', 'X-Forwarded-Host: example.org', REFUSED]
])('follows %s where proxy.host is set', async (_case, header, expected) => {
  const request = `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n${header}\r\n\r\n`
  expect(await exchange(proxiedPort, request)).toContain(expected)
})

it('names the setting to change', () => {
  const check = createHostCheck({ allowedHosts: [], proxy: {} })
  const raw = { url: '/', headers: { host: 'a.example:80' }, rawHeaders: [] }
  expect(() => check(raw as unknown as IncomingMessage)).toThrow(
    'Add "a.example" to `allowedHosts`.'
  )
})

it('keeps answering after more hosts than it remembers', async () => {
  for (let i = 0; i < 101; i++) {
    const { statusCode } = await app.inject({ url: '/', headers: { host: `h${i}.clouds.example` } })
    expect(statusCode).toBe(200)
  }
})

it('matches every host for * and none without patterns', () => {
  expect(createHostMatcher(['*'])('example.org')).toBe(true)
  expect(createHostMatcher([])('localhost')).toBe(false)
})

it('says which of no host and a bad host it was', () => {
  expect(() => normalizeHost('')).toThrow('names no host')
  expect(() => normalizeHost('a b')).toThrow('names a host that is not one')
})
