import type { IncomingMessage } from 'node:http'
import type { ResolvedSettings } from '../settings'
import { BadRequest } from './exceptions'

/** A request for a host that this application does not answer to, or for none that makes sense. */
export class DisallowedHost extends BadRequest {
  constructor(detail: string, hint?: string) {
    super(detail, { code: 'HTTP_DISALLOWED_HOST', hint })
  }
}

// Django's: letters, digits, hyphens and dots, or an IPv6 address in brackets; then a port
const HOST = /^([a-z0-9.-]+|\[[a-f0-9]*:[a-f0-9.:]+\])(?::(\d{1,5}))?$/
const AUTHORITY = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i
const SLASH = 47
const MOST_KNOWN_HOSTS = 100

/**
 * Compile the check that every request passes: it returns the host in lower case, port included, or throws.
 *
 * A good host is remembered, so that asking again costs a scan of the header names and one look-up.
 */
export function createHostCheck(
  settings: Pick<ResolvedSettings, 'allowedHosts' | 'proxy'>
): (raw: IncomingMessage) => string {
  const isAllowed = createHostMatcher(settings.allowedHosts)
  const isForwarded = settings.proxy.host === true
  const known = new Map<string, string>()

  function examine(text: string): string {
    const host = normalizeHost(text)
    if (!isAllowed(domainOf(host))) {
      throw new DisallowedHost(
        'This server does not answer to the host that was asked for.',
        `Add ${JSON.stringify(domainOf(host).slice(0, 255))} to \`allowedHosts\`.`
      )
    }
    if (known.size === MOST_KNOWN_HOSTS) known.clear()
    known.set(text, host)
    return host
  }

  return function checkHost(raw) {
    if (hasTwoHosts(raw.rawHeaders)) throw new DisallowedHost('The request has two Host headers.')
    const text = (isForwarded ? forwardedHost(raw) : undefined) ?? requestedHost(raw)
    return known.get(text) ?? examine(text)
  }
}

/** A host in lower case, without the dot at its end; throws where it is none. */
export function normalizeHost(text: string): string {
  const match = HOST.exec(text.toLowerCase())
  const domain = match?.[1]!.replace(/\.$/, '')
  const port = match?.[2]
  if (!domain || Number(port ?? 0) > 65_535) {
    throw new DisallowedHost(
      text === '' ? 'The request names no host.' : 'The request names a host that is not one.'
    )
  }
  return port === undefined ? domain : `${domain}:${port}`
}

/** Whether a domain is one of `patterns`: a name, `.example.com` with its sub-domains, `*` for all. */
export function createHostMatcher(patterns: readonly string[]): (domain: string) => boolean {
  const names = patterns.map((pattern) => pattern.toLowerCase())
  if (names.includes('*')) return () => true
  const exact = new Set(names.map((name) => (name.startsWith('.') ? name.slice(1) : name)))
  const suffixes = names.filter((name) => name.startsWith('.'))
  return (domain) => exact.has(domain) || suffixes.some((suffix) => domain.endsWith(suffix))
}

function domainOf(host: string): string {
  return host.replace(/:\d+$/, '')
}

// RFC 9112 3.2.2: the authority of an absolute target overrules the Host header
function requestedHost(raw: IncomingMessage): string {
  const url = raw.url ?? ''
  const authority = url.charCodeAt(0) === SLASH ? undefined : AUTHORITY.exec(url)?.[1]
  return authority ?? raw.headers.host ?? authorityHeader(raw) ?? ''
}

function authorityHeader(raw: IncomingMessage): string | undefined {
  // HTTP/2 has no Host header but this
  const authority = raw.headers[':authority']
  return typeof authority === 'string' ? authority : undefined
}

function forwardedHost(raw: IncomingMessage): string | undefined {
  const header = raw.headers['x-forwarded-host']
  return typeof header === 'string' ? header.split(',', 1)[0]!.trim() : undefined
}

// Node keeps the first of two Host lines and says nothing
function hasTwoHosts(rawHeaders: readonly string[]): boolean {
  let seen = false
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]!
    if (name.length !== 4 || !isHost(name)) continue
    if (seen) return true
    seen = true
  }
  return false
}

function isHost(name: string): boolean {
  return name === 'Host' || name === 'host' || name.toLowerCase() === 'host'
}
