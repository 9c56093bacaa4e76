import type { Client, types } from 'pg'

type Pg = { readonly Client: typeof Client; readonly types: typeof types }
type ClientClass = new (config?: object) => Client
type Parse = (text: string) => unknown

const TIMESTAMP = 1114
const TIMESTAMPS = 1115
const TIMESTAMP_WITH_ZONE = 1184

/**
 * The client of `pg`, with UTC where it uses the time zone of this process and of the server: a `timestamp` has no zone
 * of its own, so whatever writes or reads it has to agree on one.
 */
export function utcClient({ Client: Base, types }: Pg): ClientClass {
  class UtcClient extends (Base as unknown as UntypedClass) {
    constructor(config: object = {}) {
      super({ types: utcTypes(types), ...config })
      // between the pool and a query runner nobody listens, and the process would end; the next query fails all the same
      this.on('error', () => undefined)
    }

    // what is said at the start needs no query of its own
    override getStartupConf(): object {
      return { ...super.getStartupConf(), TimeZone: 'UTC' }
    }

    override query(query: unknown, values?: unknown, onEnd?: unknown): unknown {
      return super.query(withUtcDates(query), toUtc(values), onEnd)
    }
  }
  return UtcClient as unknown as ClientClass
}

// parts of `pg` that its types leave out, or declare by eight overloads
interface UntypedClient {
  getStartupConf(): object
  on(event: 'error', listener: (error: Error) => void): unknown
  query(query: unknown, values?: unknown, onEnd?: unknown): unknown
}
interface ArrayParser {
  create(text: string, parse: Parse): { parse(): unknown }
}
type UntypedClass = new (config: object) => UntypedClient

function withUtcDates(query: unknown): unknown {
  if (typeof query !== 'object' || query === null || !('values' in query)) return query
  // what submits itself reads its own values
  if ('submit' in query) return query
  return { ...query, values: toUtc(query.values) }
}

/** Parameters as they are, but dates as text in UTC. */
export function toUtc(values: unknown): unknown {
  if (!Array.isArray(values) || !values.some(isChanged)) return values
  return values.map((value: unknown) => (value instanceof Date ? utcText(value) : toUtc(value)))
}

function isChanged(value: unknown): boolean {
  return value instanceof Date || Array.isArray(value)
}

// what has no zone takes the digits, what has one the Z as well
function utcText(date: Date): string {
  return Number.isNaN(date.getTime()) ? 'Invalid Date' : date.toISOString()
}

function utcTypes({ getTypeParser, arrayParser }: typeof types): object {
  const parseZoned = getTypeParser(TIMESTAMP_WITH_ZONE) as Parse
  // not to `infinity`
  const parse: Parse = (text) => parseZoned(text.replace(/^(\d.*?)( BC)?$/, '$1+00$2'))
  const parsers: Readonly<Record<number, Parse>> = {
    [TIMESTAMP]: parse,
    [TIMESTAMPS]: (text) => (arrayParser as unknown as ArrayParser).create(text, parse).parse()
  }
  return {
    getTypeParser: (oid: number, format: 'text' | 'binary' = 'text') =>
      (format === 'text' ? parsers[oid] : undefined) ?? (getTypeParser(oid, format) as unknown)
  }
}
