import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ResolvedSettings } from '../settings'
import { createBytesParser, type BodyReader } from './body-bytes'
import { createBodyLimit } from './body-limit'
import { createFormReader } from './form'
import { createJsonReader } from './json-body'
import { createMultipartParser } from './multipart'
import { stateOf } from './request-state'

const JSON_TYPE = /^application\/(?:json|[^;]+\+json)(?:;|$)/
const FORM_TYPE = /^application\/x-www-form-urlencoded(?:;|$)/
const MULTIPART_TYPE = /^multipart\/form-data(?:;|$)/
const TEXT_TYPE = /^text\/plain(?:;|$)/

/**
 * Teach `fastify` to read JSON, forms and text so that requests keep what they were sent.
 *
 * The types are regular expressions because Fastify asks those last: a plugin that registers a type by its
 * name, before or after, keeps it.
 */
export function installBodyParsers(
  fastify: FastifyInstance,
  { limits }: Pick<ResolvedSettings, 'limits'>
): void {
  const checkSize = createBodyLimit(fastify, limits.body)
  const add = (type: RegExp, read: BodyReader) =>
    fastify.addContentTypeParser(type, createBytesParser(checkSize, read))
  dropDefaultParser(fastify, 'application/json')
  dropDefaultParser(fastify, 'text/plain')
  add(JSON_TYPE, createJsonReader(limits))
  add(FORM_TYPE, createFormReader(limits))
  add(TEXT_TYPE, readText)
  fastify.addContentTypeParser(MULTIPART_TYPE, createMultipartParser(checkSize, limits))
}

/** As Fastify reads text, but the bytes are kept. */
function readText(request: FastifyRequest, bytes: Buffer): string {
  stateOf(request).rawBody = bytes
  return bytes.toString()
}

// Fastify lets its own parsers be replaced, and nobody else's
function dropDefaultParser(fastify: FastifyInstance, type: string): void {
  try {
    fastify.addContentTypeParser(type, async () => undefined)
  } catch (error) {
    if ((error as { code?: unknown }).code === 'FST_ERR_CTP_ALREADY_PRESENT') return
    throw error
  }
  fastify.removeContentTypeParser(type)
}
