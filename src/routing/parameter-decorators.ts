import { actionToWrite } from './metadata'
import type { ArgumentRecord } from './route-record'

/** Stands on a parameter of an action. */
export type ArgumentDecorator = (
  target: object,
  key: string | symbol | undefined,
  position: number
) => void

/** A JSON Schema (TypeBox makes them), or a class that a later layer reads one from. */
export type SchemaLike = object

/** The captured parameter `name`, converted; all of them without a name. */
export function Param(name?: string): ArgumentDecorator {
  return argument({ source: 'param', name })
}

/** The field that is named of the query string, or the whole query; it must fit the schema where one is given. */
export function Query(nameOrSchema?: string | SchemaLike, schema?: SchemaLike): ArgumentDecorator {
  return typeof nameOrSchema === 'object' || typeof nameOrSchema === 'function'
    ? argument({ source: 'query', ...described(nameOrSchema) })
    : argument({ source: 'query', name: nameOrSchema, ...described(schema) })
}

/** The body, parsed; it must fit `schema` where one is given. */
export function Body(schema?: SchemaLike): ArgumentDecorator {
  return argument({ source: 'body', ...described(schema) })
}

/** The request header `name`, in any case. */
export function Header(name: string): ArgumentDecorator {
  return argument({ source: 'header', name })
}

/** The cookie `name`. */
export function Cookie(name: string): ArgumentDecorator {
  return argument({ source: 'cookie', name })
}

/** The request itself. */
export function Req(): ArgumentDecorator {
  return argument({ source: 'request' })
}

/** Fastify's reply, for the rare thing that no response can say. */
export function Res(): ArgumentDecorator {
  return argument({ source: 'reply' })
}

function described(schema: SchemaLike | undefined): Partial<ArgumentRecord> {
  return typeof schema === 'function' ? { type: schema } : { schema }
}

function argument(record: ArgumentRecord): ArgumentDecorator {
  const whole = record.source === 'param' && record.name === undefined
  const declared: ArgumentRecord = whole ? { source: 'params' } : record
  return (target, key, position) => {
    // a parameter of the constructor has no key; it is no action's, so nothing is remembered
    if (key !== undefined) actionToWrite(target, key).parameters.set(position, declared)
  }
}
