import { NuagesError } from '../errors'
import { BadRequest, UnprocessableEntity, UnsupportedMediaType } from '../http/exceptions'
import { isJsonType } from '../http/media-type'
import type { HttpRequest } from '../http/request'
import type { ArgumentRecord } from '../routing/route-record'
import { isSerializerClass } from '../serializers/definition'
import { compileInput } from '../serializers/input'
import {
  compileValidator,
  type ValidationIssue,
  type ValidationMode,
  type Validator
} from '../serializers/validator'
import { compileTextConversion, requireTextType, type Converted } from './text-conversion'

/** Reads one argument of an action from the request. */
export type ReadArgument = (request: HttpRequest, reply: unknown) => unknown

/** Compile how one argument is read, validated and converted; once per route at boot. */
export function compileArgument(argument: ArgumentRecord): ReadArgument {
  const { source, name } = argument
  switch (source) {
    case 'request':
      return (request) => request
    case 'reply':
      return (_request, reply) => reply
    case 'params':
      return (request) => request.params
    case 'param':
      return (request) => (request.params as Record<string, unknown>)[name!]
    case 'body':
      return compileBody(argument)
    case 'query':
      return name === undefined ? compileWholeQuery(argument) : compileQueryField(name, argument)
    case 'header':
      return compileText(argument, (request) => request.header(name!))
    case 'cookie':
      return compileText(argument, (request) => request.cookies[name!])
  }
}

function compileBody({ schema: given, type }: ArgumentRecord): ReadArgument {
  const schema = given ?? (isSerializerClass(type) ? type : undefined)
  if (schema === undefined) refuseUnchecked(type)
  const json = schema && compileInput(schema, 'json')
  return (request) => {
    const { body } = request
    if (body === undefined || body === null) {
      if (schema === undefined) return body
      if (body === undefined)
        throw new BadRequest('The request has no body.', { code: 'HTTP_BODY_MISSING' })
    }
    if (json === undefined) return body
    if (isJson(request)) return checked(body, json)
    if (!isForm(request)) {
      throw new UnsupportedMediaType(`A body of type ${request.contentType} cannot be read here.`)
    }
    // compiled on the first form: most routes never see one
    return checked(body, compileInput(schema!, 'text'))
  }
}

const UNCHECKED = new Set<unknown>([undefined, Object, Array, String, Number, Boolean, Buffer])

/** A class as the type of a body promises a check that nobody makes. */
function refuseUnchecked(type: unknown): void {
  if (UNCHECKED.has(type)) return
  const name = (type as { readonly name?: string }).name ?? String(type)
  throw new NuagesError(
    'CONTROLLERS_BODY_WITHOUT_SCHEMA',
    `A body is declared as ${name}, and nothing would check that it is one.`,
    'Declare a serializer (`class X extends ModelSerializer(…) {}`), give @Body() a JSON Schema, or declare `unknown` and check it yourself.'
  )
}

function isJson(request: HttpRequest): boolean {
  return request.headers['content-type'] === 'application/json' || isJsonType(request.contentType)
}

function isForm({ contentType }: HttpRequest): boolean {
  return (
    contentType === 'application/x-www-form-urlencoded' || contentType === 'multipart/form-data'
  )
}

function checked(body: unknown, validate: Validator): unknown {
  const errors = validate(body)
  if (errors === undefined) return body
  throw new UnprocessableEntity('The body does not fit.', { errors })
}

function compileWholeQuery({ schema: given, type }: ArgumentRecord): ReadArgument {
  const schema = given ?? (isSerializerClass(type) ? type : undefined)
  if (schema === undefined) return (request) => request.query
  const validate = compileInput(schema, 'text')
  return (request) => {
    const errors = validate(request.query)
    if (errors === undefined) return request.query
    throw new BadRequest('The query string does not fit.', { errors })
  }
}

function compileQueryField(name: string, argument: ArgumentRecord): ReadArgument {
  const wantsList = argument.type === Array || isArraySchema(argument.schema)
  return compileText(argument, (request) => {
    const value = (request.query as Record<string, string | string[] | undefined>)[name]
    if (wantsList) return value === undefined || Array.isArray(value) ? value : [value]
    // one value is asked for: the last of several, as in Django
    return Array.isArray(value) ? value.at(-1) : value
  })
}

function isArraySchema(schema: object | undefined): boolean {
  return (schema as { type?: unknown } | undefined)?.type === 'array'
}

function compileText(
  { name, source, schema, type }: ArgumentRecord,
  read: (request: HttpRequest) => string | string[] | undefined
): ReadArgument {
  if (schema === undefined) requireTextType(type, `the ${PLACES[source] ?? source} "${name}"`)
  const convert =
    schema === undefined ? compileTextConversion(type) : compileSchemaConversion(schema)
  if (convert === undefined) return read
  return (request) => {
    const text = read(request)
    const { value, issue, code = 'type' } = convert(text)
    if (issue === undefined) return value
    throw new BadRequest(`The ${PLACES[source] ?? source} ${JSON.stringify(name)} ${issue}.`, {
      errors: [{ path: name!, message: issue, code }]
    })
  }
}

const PLACES: Partial<Record<ArgumentRecord['source'], string>> = {
  query: 'query parameter',
  header: 'header',
  cookie: 'cookie'
}

function compileSchemaConversion(schema: object): (text: unknown) => Converted {
  // Ajv converts the properties of an object, never a bare value
  const isOptional = 'default' in schema
  const wrapper = {
    type: 'object',
    properties: { value: schema },
    required: isOptional ? [] : ['value']
  }
  const validate = compileValidator(wrapper, 'text' satisfies ValidationMode)
  return (text) => {
    const holder: { value?: unknown } = text === undefined ? {} : { value: text }
    const issues = validate(holder)
    if (issues === undefined) return holder
    const [{ message: issue, code }] = issues as [ValidationIssue]
    return { issue, code }
  }
}
