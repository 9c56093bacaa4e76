import type { IncomingMessage } from 'node:http'
import { createAddressReader, isSecure } from '../../src/http/proxy'
import type { ProxySettings } from '../../src/settings'
import { createEcho } from './request-app'

const CLIENT = '203.0.113.9'

async function ask(
  read: Parameters<typeof createEcho>[0],
  proxy: ProxySettings,
  headers: Record<string, string>,
  remoteAddress = '10.0.0.1'
): Promise<unknown> {
  const app = createEcho(read, { proxy })
  const response = await app.inject({ url: '/', headers, remoteAddress })
  return response.json().value
}

describe('isSecure', () => {
  it.each([
    ['nothing is trusted', {}, 'https', false],
    ['https is believed', { protocol: true }, 'https', true],
    ['http is believed', { protocol: true }, 'http', false],
    ['the first of a list counts', { protocol: true }, 'https, http', true],
    ['the first of a list counts', { protocol: true }, 'http, https', false],
    ['only this very word counts', { protocol: true }, 'HTTPS', false],
    ['the other switches are set', { host: true, address: ['10.0.0.1'] }, 'https', false]
  ])('where %s (%j) takes "%3$s" for: %4$s', async (_case, proxy, header, expected) => {
    const headers = { 'x-forwarded-proto': header }
    expect(await ask(({ isSecure }) => isSecure, proxy, headers)).toBe(expected)
    const scheme = expected ? 'https' : 'http'
    expect(await ask((r) => [r.scheme, r.protocol], proxy, headers)).toEqual([scheme, scheme])
  })

  it('goes by the socket of TLS', () => {
    const raw = { headers: {}, socket: { encrypted: true } } as unknown as IncomingMessage
    expect(isSecure(raw, { protocol: true })).toBe(true)
    expect(isSecure(raw, {})).toBe(true)
  })

  it('goes by the socket without the header', async () =>
    expect(await ask(({ isSecure }) => isSecure, { protocol: true }, {})).toBe(false))
})

describe('ip', () => {
  it.each([
    ['nobody is trusted', undefined, CLIENT, '10.0.0.1'],
    ['the socket is no proxy', ['10.9.9.9'], CLIENT, '10.0.0.1'],
    ['one proxy is trusted', ['10.0.0.1'], CLIENT, CLIENT],
    ['a network is trusted', ['10.0.0.0/8'], `6.6.6.6, ${CLIENT}, 10.0.0.2`, CLIENT],
    ['a named network is trusted', ['uniquelocal'], CLIENT, CLIENT],
    ['one hop is trusted', 1, `6.6.6.6, ${CLIENT}`, CLIENT],
    ['two hops are trusted', 2, `6.6.6.6, ${CLIENT}, 10.0.0.2`, CLIENT],
    ['more hops are trusted than there are', 9, CLIENT, CLIENT],
    ['no hop is trusted', 0, CLIENT, '10.0.0.1'],
    ['the header holds junk', ['10.0.0.1'], '"><script>', '10.0.0.1'],
    ['the header holds junk beyond a proxy', ['10.0.0.0/8'], 'unknown, 10.0.0.2', '10.0.0.2']
  ])('where %s is right', async (_case, address, header, expected) =>
    expect(await ask(({ ip }) => ip, { address }, { 'x-forwarded-for': header })).toBe(expected)
  )

  it('goes by the socket without the header', async () =>
    expect(await ask(({ ip }) => ip, { address: ['loopback'] }, {}, '127.0.0.1')).toBe('127.0.0.1'))

  it('refuses addresses that are none, at boot', () =>
    expect(() => createAddressReader({ address: ['10.0.0.1', 'nowhere'] })).toThrow(
      expect.objectContaining({ code: 'HTTP_BAD_PROXY_ADDRESS' })
    ))
})
