import { finished, type Readable } from 'node:stream'
import { Busboy, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy'
import type { ContentTypeParserDoneFunction as Done, FastifyRequest } from 'fastify'
import type { Limits } from '../settings'
import { BadRequest, PayloadTooLarge } from './exceptions'
import { tooManyFields } from './field-limit'
import { fieldsOf } from './form'
import { parseMediaType } from './media-type'
import { stateOf } from './request-state'

const MOST_FILES = 100

/**
 * Make the parser of `multipart/form-data`: fields go into the request's form, files are counted, read to
 * their end and dropped (uploads are not kept yet).
 */
export function createMultipartParser(limits: Limits) {
  return function parseMultipart(request: FastifyRequest, payload: Readable, done: Done): void {
    const most = mostBytes(request, limits)
    if (Number(request.headers['content-length']) > most) return done(tooLarge(most))
    const form = new URLSearchParams()
    const busboy = createBusboy(request, limits, most)
    if (busboy === undefined) return done(malformed('names no boundary'))
    busboy.on('field', (name: string | undefined, value) => {
      if (name !== undefined) form.append(name, value)
    })
    feed(busboy, payload, most, limits, (error) => {
      if (error !== null) return done(error)
      stateOf(request).form = form
      done(null, fieldsOf(form))
    })
  }
}

/** Let `busboy` read `payload` and call `done` once, leaving the payload to be drained after an error. */
function feed(
  busboy: BusboyInstance,
  payload: Readable,
  most: number,
  limits: Limits,
  done: (error: Error | null) => void
): void {
  let received = 0
  let isDone = false

  function end(error: Error | null): void {
    if (isDone) return
    isDone = true
    payload.unpipe(busboy)
    // destroying it would take the connection along, and the answer with it
    payload.resume()
    done(error)
  }

  payload.on('data', (chunk: Buffer) => {
    received += chunk.length
    if (received > most) end(tooLarge(most))
  })
  finished(payload, { writable: false }, (error) => {
    if (error) end(malformed('was cut off', error))
  })
  busboy.on('fieldsLimit', () => end(tooManyFields('form', limits.fields)))
  busboy.on('partsLimit', () => end(tooManyFields('form', limits.fields)))
  busboy.on('filesLimit', () => end(tooManyFiles()))
  // no body is an empty form, as in Django
  busboy.on('error', (error) => end(received === 0 ? null : malformed('breaks its format', error)))
  busboy.on('finish', () => end(null))
  payload.pipe(busboy)
}

function createBusboy(
  request: FastifyRequest,
  { fields }: Limits,
  most: number
): BusboyInstance | undefined {
  const headers = request.headers as BusboyHeaders
  const defCharset = parseMediaType(headers['content-type'])?.params.charset
  try {
    return new Busboy({
      headers,
      defCharset,
      isPartAFile: (_name, _type, fileName) => fileName !== undefined,
      limits: { fields, files: MOST_FILES, parts: fields + MOST_FILES, fieldSize: most }
    })
  } catch {
    return undefined
  }
}

// a route's own `bodyLimit` counts more than the application's, as for every other body
function mostBytes(request: FastifyRequest, limits: Limits): number {
  const { bodyLimit } = request.routeOptions
  const isOfRoute = bodyLimit !== request.server.initialConfig.bodyLimit
  return isOfRoute ? bodyLimit : limits.body
}

function tooLarge(most: number): PayloadTooLarge {
  return new PayloadTooLarge(`The body is larger than ${most} bytes.`)
}

function tooManyFiles(): BadRequest {
  return new BadRequest(`There are more than ${MOST_FILES} files in the form.`, {
    code: 'HTTP_TOO_MANY_FILES'
  })
}

function malformed(how: string, cause?: Error): BadRequest {
  return new BadRequest(`The multipart body ${how}.`, { code: 'HTTP_MALFORMED_MULTIPART', cause })
}
