import type { FastifyInstance } from 'fastify'
import { NuagesError } from '../errors'
import { HttpRequest } from './request'

// what Fastify's `trustProxy` defines in a way that nothing can replace
const OF_TRUST_PROXY: readonly unknown[] = ['host', 'ip', 'protocol']

/** Give the requests of `fastify` what `HttpRequest` has; a name that a plugin has taken stays the plugin's. */
export function installRequest(fastify: FastifyInstance, except: readonly string[] = []): void {
  const decorate = fastify.decorateRequest.bind(fastify) as (
    name: string | symbol,
    member: unknown
  ) => unknown
  const members = Object.getOwnPropertyDescriptors(HttpRequest.prototype)
  for (const name of Reflect.ownKeys(members)) {
    if (name === 'constructor' || except.includes(name as string)) continue
    try {
      decorate(name, memberOf(name, Reflect.get(members, name) as PropertyDescriptor))
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'FST_ERR_DEC_ALREADY_PRESENT') throw error
      if (OF_TRUST_PROXY.includes(name)) throw trustsProxies()
    }
  }
}

function memberOf(name: string | symbol, { get, value }: PropertyDescriptor): unknown {
  if (get === undefined) return value
  // a plugin in a context of its own may take the name later: it assigns to the request
  const setter = function (this: object, own: unknown) {
    Object.defineProperty(this, name, { value: own, writable: true, configurable: true })
  }
  return { getter: get, setter }
}

function trustsProxies(): NuagesError {
  return new NuagesError(
    'HTTP_TRUST_PROXY',
    "Fastify's `trustProxy` is set: it would believe every forwarded header at once, hosts unchecked.",
    'Remove it, and say in the settings what is believed: `proxy: { protocol, host, address }`.'
  )
}
