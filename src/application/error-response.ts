import { STATUS_CODES } from 'node:http'
import { inspect } from 'node:util'
import { NuagesError } from '../errors'
import { BadRequest, HttpError, PayloadTooLarge, UnsupportedMediaType } from '../http/exceptions'
import type { HttpRequest } from '../http/request'
import { HttpResponse } from '../http/response'
import type { ToErrorResponse } from '../middleware/hooks'
import { debugPage } from './debug-page'
import { problemPage, problemResponse, wantsPage, type Exposure } from './problem'
import { loggable } from './loggable'
import { requestException } from './request-signals'

/** Answers one status in place of the built-in page or problem; `undefined` leaves it to the built-in one. */
export type ErrorHandler = (
  request: HttpRequest,
  error: HttpError
) => HttpResponse | undefined | Promise<HttpResponse | undefined>

export interface ErrorResponseOptions {
  readonly development: boolean
  readonly handlers: Readonly<Record<number, ErrorHandler>>
}

/** Under this key a request remembers the error that its log line tells of. */
export const kRequestError = Symbol('nuages.requestError')

/** Make the function that turns anything that was thrown into a response; it never fails. */
export function createErrorResponder(options: ErrorResponseOptions): ToErrorResponse {
  return (thrown, request) => {
    try {
      return answer(thrown, request)
    } catch (failure) {
      // what was thrown cannot be read, or its headers cannot be sent
      report(failure, request)
      return builtIn(internalError(failure), failure, request)
    }
  }

  function answer(thrown: unknown, request: HttpRequest): HttpResponse | Promise<HttpResponse> {
    const error = toHttpError(thrown, options.development)
    if (error.status >= 500) report(thrown, request)
    const handler = options.handlers[error.status]
    if (handler === undefined) return builtIn(error, thrown, request)
    return handled(handler, error, thrown, request)
  }

  async function handled(
    handler: ErrorHandler,
    error: HttpError,
    thrown: unknown,
    request: HttpRequest
  ): Promise<HttpResponse> {
    try {
      const response: unknown = await handler(request, error)
      if (response instanceof HttpResponse) return response
      if (response === undefined) return await builtIn(error, thrown, request)
      throw new NuagesError(
        'APPLICATION_HANDLER_NO_RESPONSE',
        `The error handler for ${error.status} returned something that is no response.`,
        'Return an HttpResponse, or nothing for the built-in answer.'
      )
    } catch (failure) {
      report(failure, request)
      return builtIn(toHttpError(failure, options.development), failure, request)
    }
  }

  async function builtInPage(
    error: HttpError,
    thrown: unknown,
    request: HttpRequest
  ): Promise<HttpResponse> {
    try {
      if (options.development && error.status >= 500) return await debugPage(thrown, request)
    } catch (failure) {
      request.log.error({ err: loggable(failure) }, 'The debug page failed')
    }
    return problemPage(error)
  }

  function builtIn(
    error: HttpError,
    thrown: unknown,
    request: HttpRequest
  ): HttpResponse | Promise<HttpResponse> {
    const exposed = options.development && error.status >= 500 ? expose(thrown) : undefined
    if (!wantsPage(request)) return withHeaders(problemResponse(error, request, exposed), error)
    return builtInPage(error, thrown, request).then((page) => withHeaders(page, error))
  }
}

function withHeaders(response: HttpResponse, { headers = {} }: HttpError): HttpResponse {
  for (const name in headers) response.headers.set(name, headers[name]!)
  response.headers.vary('Accept')
  return response
}

function report(error: unknown, request: HttpRequest): void {
  ;(request as { [kRequestError]?: unknown })[kRequestError] ??= loggable(error)
  requestException.sendRobust({ request, error }, (failure) =>
    request.log.error({ err: loggable(failure) }, 'A receiver of requestException failed')
  )
}

/** Whatever was thrown, as the HTTP error that a client may see. */
function toHttpError(thrown: unknown, development: boolean): HttpError {
  if (thrown instanceof HttpError) return thrown
  const { status, statusCode, code, headers } = (thrown ?? {}) as ThrownError
  if (typeof code === 'string' && Object.hasOwn(FASTIFY_ERRORS, code)) {
    return FASTIFY_ERRORS[code]!(thrown)
  }
  // `status` of a foreign error is often that of another server
  const known = thrown instanceof NuagesError ? status : statusCode
  if (isErrorStatus(known)) {
    const own = thrown instanceof NuagesError ? thrown : undefined
    // `what` speaks to the developer: of models and fields
    const detail = development && known < 500 ? own?.what : undefined
    return new HttpError(known, detail, {
      code: own?.code,
      headers,
      cause: thrown
    })
  }
  return internalError(thrown)
}

// a status that nobody has registered is a number that an error happens to have
function isErrorStatus(status: unknown): status is number {
  return typeof status === 'number' && status >= 400 && status <= 599 && status in STATUS_CODES
}

function internalError(cause: unknown): HttpError {
  return new HttpError(500, undefined, { code: 'HTTP_INTERNAL_SERVER_ERROR', cause })
}

interface ThrownError {
  readonly status?: unknown
  readonly statusCode?: unknown
  readonly code?: unknown
  readonly headers?: Record<string, string>
}

const FASTIFY_ERRORS: Record<string, (cause: unknown) => HttpError> = {
  FST_ERR_BAD_URL: (cause) => new BadRequest('The URL cannot be decoded.', { cause }),
  FST_ERR_CTP_BODY_TOO_LARGE: (cause) => new PayloadTooLarge('The body is too large.', { cause }),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: (cause) =>
    new BadRequest('The body is not as long as Content-Length says.', { cause }),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: (cause) =>
    new UnsupportedMediaType('A body of this Content-Type cannot be read here.', { cause })
}

function expose(thrown: unknown): Exposure {
  if (!(thrown instanceof Error))
    return { message: `${inspect(thrown, { depth: 0 })} was thrown.`, stack: [] }
  const stack = (thrown.stack ?? '').split('\n').map((line) => line.trim())
  return { message: thrown.message, stack }
}
