import { isIP } from 'node:net'
import type { IncomingMessage } from 'node:http'
import { all, compile } from '@fastify/proxy-addr'
import { NuagesError } from '../errors'
import type { ProxySettings } from '../settings'

type Trust = (address: string, hop: number) => boolean

/**
 * Compile how the client's address is found: the socket's, or the last one of `X-Forwarded-For` that no
 * trusted proxy answers for.
 */
export function createAddressReader(
  proxy: ProxySettings
): (raw: IncomingMessage) => string | undefined {
  if (proxy.address === undefined) return (raw) => raw.socket?.remoteAddress
  const isTrusted = compileTrust(proxy.address)
  // what stands left of the first stranger was written by the stranger; what is no address counts for nothing
  return (raw) => all(raw, isTrusted).findLast((address) => isIP(address ?? '') !== 0)
}

/** Whether a request came by TLS: to this server, or to the proxy where `X-Forwarded-Proto` is believed. */
export function isSecure(raw: IncomingMessage, proxy: ProxySettings): boolean {
  if (proxy.protocol === true) {
    const header = raw.headers['x-forwarded-proto']
    if (typeof header === 'string') return header.split(',', 1)[0]!.trim() === 'https'
  }
  return (raw.socket as { encrypted?: boolean } | null)?.encrypted === true
}

function compileTrust(address: readonly string[] | number): Trust {
  if (typeof address === 'number') return (_address, hop) => hop < address
  try {
    const isTrusted = compile([...address])
    return (candidate, hop) => candidate !== undefined && isTrusted(candidate, hop)
  } catch (cause) {
    throw new NuagesError(
      'HTTP_BAD_PROXY_ADDRESS',
      `\`proxy.address\` holds something that is no address and no network: ${address.join(', ')}.`,
      'Write addresses (10.0.0.1), networks (10.0.0.0/8), loopback, linklocal, uniquelocal, or a number of hops.',
      { cause }
    )
  }
}
