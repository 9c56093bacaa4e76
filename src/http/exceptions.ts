import { STATUS_CODES } from 'node:http'
import { NuagesError } from '../errors'
import { ResponseHeaders, type HeaderValue } from './headers'

/** One thing that is wrong with what a client sent. */
export interface FieldError {
  /** Where it is: `body.title`, `query.page`. */
  readonly path: string
  readonly message: string
  /** A word that programs can compare: `required`, `too_long`. */
  readonly code: string
}

/** What an error may carry besides its status and detail. */
export interface HttpErrorOptions extends ErrorOptions {
  readonly code?: string
  readonly headers?: Readonly<Record<string, HeaderValue>>
  readonly errors?: readonly FieldError[]
  /** For the developer alone: unlike `detail` it is never sent outside development. */
  readonly hint?: string
}

/** An error that answers the request: throw it anywhere, and the client gets its status and `detail`. */
export class HttpError extends NuagesError {
  /** The status in words: `Not Found`. */
  readonly title: string
  readonly headers?: Readonly<Record<string, HeaderValue>>
  readonly errors?: readonly FieldError[]

  constructor(
    readonly status: number,
    /** What happened, in words that the client may read. */
    readonly detail?: string,
    options: HttpErrorOptions = {}
  ) {
    const title = titleOf(status)
    super(options.code ?? 'HTTP_ERROR', detail ?? `${title}.`, options.hint, options)
    this.title = title
    this.headers = options.headers && checkedHeaders(options.headers)
    this.errors = options.errors
  }

  /** `status` under the name that Fastify and its plugins read. */
  get statusCode(): number {
    return this.status
  }
}

/** 400: the request cannot be understood. */
export class BadRequest extends HttpError {
  constructor(detail?: string, options?: HttpErrorOptions) {
    super(400, detail, { code: 'HTTP_BAD_REQUEST', ...options })
  }
}

/** 401: it is not known who asks; `challenge` is the `WWW-Authenticate` header (RFC 9110 11.6.1). */
export class Unauthorized extends HttpError {
  constructor(detail?: string, options: HttpErrorOptions & { readonly challenge?: string } = {}) {
    const { challenge, ...rest } = options
    const headers = withHeader(rest, 'WWW-Authenticate', challenge)
    super(401, detail, { code: 'HTTP_UNAUTHORIZED', ...rest, headers })
  }
}

/** 403: it is known who asks, and the answer is no. */
export class PermissionDenied extends HttpError {
  constructor(detail?: string, options?: HttpErrorOptions) {
    super(403, detail, { code: 'HTTP_PERMISSION_DENIED', ...options })
  }
}

/** 404: there is nothing here. */
export class NotFound extends HttpError {
  constructor(detail?: string, options?: HttpErrorOptions) {
    super(404, detail, { code: 'HTTP_NOT_FOUND', ...options })
  }
}

/** 405: the path answers other methods, which go into `Allow`. */
export class MethodNotAllowed extends HttpError {
  constructor(
    readonly allowed: readonly string[],
    detail?: string,
    options: HttpErrorOptions = {}
  ) {
    const headers = withHeader(options, 'Allow', allowed.join(', '))
    super(405, detail, { code: 'HTTP_METHOD_NOT_ALLOWED', ...options, headers })
  }
}

/** 406: the client accepts nothing that this path can send. */
export class NotAcceptable extends HttpError {
  constructor(detail?: string, options?: HttpErrorOptions) {
    super(406, detail, { code: 'HTTP_NOT_ACCEPTABLE', ...options })
  }
}

/** 409: what is asked for does not fit what is stored. */
export class Conflict extends HttpError {
  constructor(detail?: string, options?: HttpErrorOptions) {
    super(409, detail, { code: 'HTTP_CONFLICT', ...options })
  }
}

/** 412: the client's condition (`If-Match`, …) does not hold. */
export class PreconditionFailed extends HttpError {
  constructor(detail?: string, options?: HttpErrorOptions) {
    super(412, detail, { code: 'HTTP_PRECONDITION_FAILED', ...options })
  }
}

/** 413: the client sent more than is taken. */
export class PayloadTooLarge extends HttpError {
  constructor(detail?: string, options?: HttpErrorOptions) {
    super(413, detail, { code: 'HTTP_PAYLOAD_TOO_LARGE', ...options })
  }
}

/** 415: the body is of a type that is not read here. */
export class UnsupportedMediaType extends HttpError {
  constructor(detail?: string, options?: HttpErrorOptions) {
    super(415, detail, { code: 'HTTP_UNSUPPORTED_MEDIA_TYPE', ...options })
  }
}

/** 416: none of the bytes asked for exist; `size` is how many do. */
export class RangeNotSatisfiable extends HttpError {
  constructor(size: number, detail?: string, options: HttpErrorOptions = {}) {
    const headers = withHeader(options, 'Content-Range', `bytes */${size}`)
    super(416, detail, { code: 'HTTP_RANGE_NOT_SATISFIABLE', ...options, headers })
  }
}

/** 422: the request was read, and breaks a rule; `errors` say which. */
export class UnprocessableEntity extends HttpError {
  constructor(detail?: string, options?: HttpErrorOptions) {
    super(422, detail, { code: 'HTTP_UNPROCESSABLE_ENTITY', ...options })
  }
}

/** 429: too much at once; `retryAfter` is a date, or a number of seconds. */
export class TooManyRequests extends HttpError {
  constructor(retryAfter?: number | Date, detail?: string, options: HttpErrorOptions = {}) {
    const headers = withHeader(options, 'Retry-After', retryAfterText(retryAfter))
    super(429, detail, { code: 'HTTP_TOO_MANY_REQUESTS', ...options, headers })
  }
}

/** 503: not now; `retryAfter` is a date, or a number of seconds. */
export class ServiceUnavailable extends HttpError {
  constructor(retryAfter?: number | Date, detail?: string, options: HttpErrorOptions = {}) {
    const headers = withHeader(options, 'Retry-After', retryAfterText(retryAfter))
    super(503, detail, { code: 'HTTP_SERVICE_UNAVAILABLE', ...options, headers })
  }
}

function titleOf(status: number): string {
  const title = STATUS_CODES[status]
  if (status >= 400 && title !== undefined) return title
  throw new NuagesError(
    'HTTP_BAD_ERROR_STATUS',
    `${status} is not a status that an error can have.`,
    'Use a registered status from 400 to 511, or return a response.'
  )
}

// where the error is made, not where it is sent: the stack names the line to mend
function checkedHeaders(
  headers: Readonly<Record<string, HeaderValue>>
): Readonly<Record<string, HeaderValue>> {
  const checked = new ResponseHeaders()
  for (const name in headers) checked.set(name, headers[name]!)
  return headers
}

function withHeader(
  { headers }: HttpErrorOptions,
  name: string,
  value: string | undefined
): Readonly<Record<string, HeaderValue>> | undefined {
  return value === undefined ? headers : { [name]: value, ...headers }
}

function retryAfterText(retryAfter: number | Date | undefined): string | undefined {
  if (retryAfter === undefined) return undefined
  if (retryAfter instanceof Date) return retryAfter.toUTCString()
  return String(Math.max(0, Math.ceil(retryAfter)))
}
