import type { FastifyRequest } from 'fastify'
import type { Limits } from '../settings'
import { BadRequest } from './exceptions'
import { hasMoreFields, tooManyFields } from './field-limit'
import { parseMediaType } from './media-type'
import type { Query } from './query-string'
import { stateOf } from './request-state'

/** Make the reader of `application/x-www-form-urlencoded`; the body has to be UTF-8. */
export function createFormReader({ fields }: Pick<Limits, 'fields'>) {
  return function readForm(request: FastifyRequest, body: Buffer): Query {
    const { charset } = parseMediaType(request.headers['content-type'] ?? '')?.params ?? {}
    if (charset !== undefined && !/^utf-?8$/i.test(charset)) throw unsupportedCharset()
    const text = body.toString()
    if (hasMoreFields(text, '&', fields)) throw tooManyFields('form', fields)
    const state = stateOf(request)
    state.rawBody = body
    state.form = new URLSearchParams(text)
    return fieldsOf(state.form)
  }
}

/** Fields as Fastify's plugins and schemas know them: a text, or a list of texts where a name is repeated. */
export function fieldsOf(form: URLSearchParams): Query {
  // no prototype: a field may be called `__proto__` or `constructor`
  const fields: Query = Object.create(null)
  for (const [name, value] of form) {
    const old = fields[name]
    if (old === undefined) fields[name] = value
    else if (typeof old === 'string') fields[name] = [old, value]
    else old.push(value)
  }
  return fields
}

/** The form in a body that a parser other than ours has read, `@fastify/formbody` for one. */
export function formOf(fields: object): URLSearchParams {
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) {
    for (const text of Array.isArray(value) ? value : [value]) {
      if (typeof text === 'string') form.append(name, text)
    }
  }
  return form
}

function unsupportedCharset(): BadRequest {
  return new BadRequest('A form has to be encoded as UTF-8.', { code: 'HTTP_UNSUPPORTED_CHARSET' })
}
