import { isUtf8 } from 'node:buffer'
import type { FastifyRequest } from 'fastify'
import { parse } from 'secure-json-parse'
import type { Limits } from '../settings'
import { BadRequest } from './exceptions'
import { stateOf } from './request-state'

const OPTIONS = { protoAction: 'error', constructorAction: 'error' } as const
const BOM = 0xfeff
const QUOTE = 0x22
const BACKSLASH = 0x5c

/** Make the reader of JSON bodies: an empty one is no error until an action asks for its JSON. */
export function createJsonReader({ depth }: Pick<Limits, 'depth'>) {
  return function readJson(request: FastifyRequest, body: Buffer): unknown {
    stateOf(request).rawBody = body
    return body.length === 0 ? undefined : decodeJson(body, depth)
  }
}

/** Read JSON of at most `depth` levels from UTF-8 bytes; anything else is a `BadRequest`. */
export function decodeJson(body: Buffer, depth: number): unknown {
  const text = body.toString()
  // a decoder puts U+FFFD where bytes are no UTF-8: only then the bytes need a second look
  if (text.includes('\ufffd') && !isUtf8(body)) {
    throw new BadRequest('The body is not UTF-8.', { code: 'HTTP_BODY_NOT_UTF8' })
  }
  if (mayBeDeeper(text, depth) && isDeeper(body, depth)) {
    throw new BadRequest(`The JSON in the body is deeper than ${depth} levels.`, {
      code: 'HTTP_JSON_TOO_DEEP',
      hint: 'Raise `limits.depth` where such depth is meant.'
    })
  }
  try {
    return isSuspect(text) ? parse(text, OPTIONS) : JSON.parse(text)
  } catch (cause) {
    throw new BadRequest('The body is not the JSON that its type promises.', {
      code: 'HTTP_MALFORMED_JSON',
      cause
    })
  }
}

// the scan for `__proto__` and for `constructor.prototype` costs a third of the parsing: for those who write
// such names, plain or escaped, and for the BOM
function isSuspect(text: string): boolean {
  return (
    text.includes('__proto__') ||
    text.includes('constructor') ||
    text.includes('\\u') ||
    text.charCodeAt(0) === BOM
  )
}

// a level takes two brackets, and most bodies hold fewer brackets than there may be levels
function mayBeDeeper(text: string, depth: number): boolean {
  return text.length > 2 * depth && countOf('{', text) + countOf('[', text) > depth
}

function countOf(bracket: string, text: string): number {
  let count = 0
  for (let at = text.indexOf(bracket); at !== -1; at = text.indexOf(bracket, at + 1)) count++
  return count
}

function isDeeper(body: Buffer, depth: number): boolean {
  let level = 0
  for (let i = 0; i < body.length; i++) {
    const byte = body[i]!
    if (byte === QUOTE) i = endOfString(body, i)
    // [ and { differ in one bit, ] and } as well
    else if ((byte | 0x20) === 0x7b) level++
    else if ((byte | 0x20) === 0x7d) level--
    if (level > depth) return true
  }
  return false
}

function endOfString(body: Buffer, start: number): number {
  for (let i = start + 1; i < body.length; i++) {
    if (body[i] === BACKSLASH) i++
    else if (body[i] === QUOTE) return i
  }
  return body.length
}
