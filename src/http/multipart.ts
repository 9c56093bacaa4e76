import { finished, type Readable } from 'node:stream'
import { Busboy, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy'
import type { FastifyRequest } from 'fastify'
import type { Limits } from '../settings'
import type { BodyDone } from './body-bytes'
import type { BodyLimit } from './body-limit'
import { BadRequest } from './exceptions'
import { tooManyFields } from './field-limit'
import { fieldsOf } from './form'
import { parseMediaType } from './media-type'
import { stateOf } from './request-state'

const MOST_FILES = 100

/**
 * Make the parser of `multipart/form-data`: fields go into the request's form, files are counted, read to
 * their end and dropped (uploads are not kept yet).
 */
export function createMultipartParser(checkSize: BodyLimit, limits: Limits) {
  return function parseMultipart(request: FastifyRequest, payload: Readable, done: BodyDone): void {
    const tooLarge = checkSize(request, Number(request.headers['content-length']))
    if (tooLarge !== undefined) return done(tooLarge)
    const busboy = createBusboy(request, limits)
    if (busboy === undefined) return done(malformed('names no boundary'))
    const form = new URLSearchParams()
    busboy.on('field', (name: string | undefined, value) => {
      if (name !== undefined) form.append(name, value)
    })
    busboy.on('fieldsLimit', () => busboy.emit('error', tooManyFields('form', limits.fields)))
    busboy.on('partsLimit', () => busboy.emit('error', tooManyFields('form', limits.fields)))
    busboy.on('filesLimit', () => busboy.emit('error', tooManyFiles()))
    feed(
      busboy,
      payload,
      (bytes) => checkSize(request, bytes),
      (error) => {
        if (error !== null) return done(error)
        stateOf(request).form = form
        done(null, fieldsOf(form))
      }
    )
  }
}

/** Let `busboy` read `payload` and call `done` once; after an error the rest is thrown away. */
function feed(
  busboy: BusboyInstance,
  payload: Readable,
  checkSize: (bytes: number) => Error | undefined,
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
    const error = checkSize((received += chunk.length))
    if (error !== undefined) end(error)
  })
  finished(payload, { writable: false }, (error) => {
    if (error) end(malformed('was cut off', error))
  })
  busboy.on('error', (error) => {
    // no body is an empty form, as in Django
    if (received === 0) return end(null)
    end(error instanceof BadRequest ? error : malformed('breaks its format', error))
  })
  busboy.on('finish', () => end(null))
  payload.pipe(busboy)
}

function createBusboy(request: FastifyRequest, { fields }: Limits): BusboyInstance | undefined {
  const headers = request.headers as BusboyHeaders
  const defCharset = parseMediaType(headers['content-type'])?.params.charset
  try {
    return new Busboy({
      headers,
      defCharset,
      isPartAFile: (_name, _type, fileName) => fileName !== undefined,
      limits: { fields, files: MOST_FILES, parts: fields + MOST_FILES, fieldSize: Infinity }
    })
  } catch {
    return undefined
  }
}

function tooManyFiles(): BadRequest {
  return new BadRequest(`There are more than ${MOST_FILES} files in the form.`, {
    code: 'HTTP_TOO_MANY_FILES'
  })
}

function malformed(how: string, cause?: unknown): BadRequest {
  return new BadRequest(`The multipart body ${how}.`, { code: 'HTTP_MALFORMED_MULTIPART', cause })
}
