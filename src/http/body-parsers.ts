import type { Readable } from 'node:stream'
import type {
  ContentTypeParserDoneFunction as Done,
  FastifyInstance,
  FastifyRequest
} from 'fastify'
import type { ResolvedSettings } from '../settings'
import { createFormParser } from './form'
import { createJsonParser } from './json-body'
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
  const whole = { parseAs: 'buffer', bodyLimit: limits.body } as const
  dropDefaultParser(fastify, 'application/json')
  dropDefaultParser(fastify, 'text/plain')
  fastify.addContentTypeParser(JSON_TYPE, whole, createJsonParser(limits))
  fastify.addContentTypeParser(FORM_TYPE, whole, createFormParser(limits))
  fastify.addContentTypeParser(TEXT_TYPE, whole, parseText)
  fastify.addContentTypeParser<Readable>(MULTIPART_TYPE, createMultipartParser(limits))
}

/** Fastify's parser of text, but it keeps the bytes. */
function parseText(request: FastifyRequest, body: Buffer, done: Done): void {
  stateOf(request).rawBody = body
  done(null, body.toString())
}

// Fastify lets its own parsers be replaced, and nobody else's
function dropDefaultParser(fastify: FastifyInstance, type: string): void {
  try {
    fastify.addContentTypeParser(type, { parseAs: 'buffer' }, parseText)
  } catch (error) {
    if ((error as { code?: unknown }).code === 'FST_ERR_CTP_ALREADY_PRESENT') return
    throw error
  }
  fastify.removeContentTypeParser(type)
}
