import { Readable } from 'node:stream'
import { NuagesError } from '../errors'
import { encodeJson } from '../http/json-encoder'
import { SafeHtml } from '../http/html'
import { HtmlResponse } from '../http/html-response'
import { JsonResponse } from '../http/json-response'
import { JsonText } from '../http/json-text'
import type { HttpRequest } from '../http/request'
import { HttpResponse } from '../http/response'
import { NoContent } from '../http/status-responses'
import { StreamResponse } from '../http/stream-response'
import type { RouteRecord } from '../routing/route-record'
import type { JsonSerializer } from '../serializers/json-serializer'
import { compileOutput, type Output } from '../serializers/output'

/** How the plain values of one route become responses. */
export interface ResultShape {
  /** Status of a plain value; a response brings its own. */
  readonly status: number
  readonly serialize?: JsonSerializer
  /** What a query that is returned has to read. */
  readonly reading?: Output['reading']
  /** The answer is a list. */
  readonly isList?: boolean
  /** Reads what rows that are returned lack. */
  readonly complete?: Output['complete']
}

/** With `isChecked` a value that does not fit what the route declares is an error. */
export function resultShape(
  { returns, status = 200 }: Pick<RouteRecord, 'returns' | 'status'>,
  isChecked: boolean
): ResultShape {
  return { status, ...(returns && compileOutput(returns, isChecked)) }
}

/**
 * The response that a returned value stands for: text is `text/plain` (never HTML), what the `html` tag made is a page,
 * bytes and streams go out as they are, nothing is a 204, everything else is JSON.
 */
export function toResponse(value: unknown, { status, serialize }: ResultShape): HttpResponse {
  if (value instanceof HttpResponse) {
    return value instanceof JsonResponse ? shaped(value, serialize) : value
  }
  if (value === undefined) return nothing(status)
  if (value instanceof JsonText) return JsonResponse.ofText(value.text, { status })
  if (typeof value === 'string') return new HttpResponse(value, { status }, PLAIN)
  if (value instanceof Uint8Array) return new HttpResponse(value, { status }, BYTES)
  // as in Fastify: an error that is returned is an error
  if (value instanceof Error) throw value
  if (value instanceof SafeHtml) return new HtmlResponse(value, { status })
  if (isStream(value)) return new StreamResponse(value, { status, contentType: BYTES })
  refuseWhatIsNoJson(value)
  return shaped(new JsonResponse<unknown>(value, { status }), serialize)
}

function refuseWhatIsNoJson(value: unknown): void {
  const isNone = typeof value === 'function' || typeof value === 'symbol'
  if (!isNone && !(value instanceof Response)) return
  throw new NuagesError(
    'CONTROLLERS_BAD_RESULT',
    `An action returned ${isNone ? `a ${typeof value}` : "fetch's Response"}, which is no answer.`,
    'Return data, text, bytes, a stream or an HttpResponse.'
  )
}

function nothing(status: number): HttpResponse {
  if (status === 200) return new NoContent()
  const response = new HttpResponse('', { status })
  response.headers.delete('Content-Type')
  return response
}

function shaped(response: JsonResponse, serialize: JsonSerializer | undefined): JsonResponse {
  if (serialize !== undefined && response.encoder === encodeJson) response.encoder = serialize
  return response
}

/** `toResponse`, prepared. */
export function prepareResponse(
  value: unknown,
  shape: ResultShape,
  request: HttpRequest
): HttpResponse | Promise<HttpResponse> {
  const response = toResponse(value, shape)
  const pending = prepare(response, request)
  return pending === undefined ? response : pending.then(() => response)
}

const prepared = new WeakSet<HttpResponse>()

/** Let a response do its own work that needs the request, once; a promise where that takes time. */
export function prepare(response: HttpResponse, request: HttpRequest): Promise<void> | undefined {
  if (response.prepare === undefined || prepared.has(response)) return undefined
  prepared.add(response)
  return response.prepare(request) ?? undefined
}

const PLAIN = 'text/plain; charset=utf-8'
const BYTES = 'application/octet-stream'

function isStream(
  value: unknown
): value is Readable | ReadableStream | AsyncIterable<string | Uint8Array> {
  return (
    value instanceof Readable ||
    value instanceof ReadableStream ||
    typeof (value as { [Symbol.asyncIterator]?: unknown } | null)?.[Symbol.asyncIterator] ===
      'function'
  )
}
