import * as exceptions from '../../src/http/exceptions'

const { HttpError, MethodNotAllowed, Unauthorized, ServiceUnavailable, TooManyRequests } =
  exceptions

it.each([
  ['BadRequest', 400, 'Bad Request', 'HTTP_BAD_REQUEST'],
  ['Unauthorized', 401, 'Unauthorized', 'HTTP_UNAUTHORIZED'],
  ['PermissionDenied', 403, 'Forbidden', 'HTTP_PERMISSION_DENIED'],
  ['NotFound', 404, 'Not Found', 'HTTP_NOT_FOUND'],
  ['NotAcceptable', 406, 'Not Acceptable', 'HTTP_NOT_ACCEPTABLE'],
  ['Conflict', 409, 'Conflict', 'HTTP_CONFLICT'],
  ['PreconditionFailed', 412, 'Precondition Failed', 'HTTP_PRECONDITION_FAILED'],
  ['PayloadTooLarge', 413, 'Payload Too Large', 'HTTP_PAYLOAD_TOO_LARGE'],
  ['UnsupportedMediaType', 415, 'Unsupported Media Type', 'HTTP_UNSUPPORTED_MEDIA_TYPE'],
  ['UnprocessableEntity', 422, 'Unprocessable Entity', 'HTTP_UNPROCESSABLE_ENTITY']
] as const)('%s answers %i', (name, status, title, code) => {
  const error = new exceptions[name]('Because.')
  expect(error).toBeInstanceOf(HttpError)
  expect(error).toMatchObject({ name, status, statusCode: status, title, code, detail: 'Because.' })
  expect(error.message).toBe(`${code}: Because.`)
  expect(new exceptions[name]().message).toBe(`${code}: ${title}.`)
})

it('carries what it is told', () => {
  const cause = new Error('disk')
  const errors = [{ path: 'body.title', message: 'is empty', code: 'required' }]
  const options = { code: 'BLOG_X', hint: 'Try.', headers: { 'X-A': '1' }, errors, cause }
  const error = new exceptions.BadRequest('No.', options)
  expect(error).toMatchObject({ ...options, detail: 'No.' })
  expect(error.message).toBe('BLOG_X: No.\n  Hint: Try.')
})

it('answers any status from 400 on', () => {
  expect(new HttpError(418)).toMatchObject({ title: "I'm a Teapot", code: 'HTTP_ERROR' })
})

it.each([200, 399, 600, 499, NaN])('refuses the status %p', (status) => {
  expect(() => new HttpError(status)).toThrow('HTTP_BAD_ERROR_STATUS')
})

it('refuses a header that would split the response, where it is made', () => {
  const headers = { 'X-A': 'a\r\nSet-Cookie: b=c' }
  expect(() => new exceptions.NotFound('', { headers })).toThrow('HTTP_BAD_HEADER')
  expect(() => new Unauthorized('', { challenge: 'Basic realm="\n"' })).toThrow('HTTP_BAD_HEADER')
})

it.each([
  [new MethodNotAllowed(['GET', 'HEAD']), 405, { Allow: 'GET, HEAD' }],
  [new Unauthorized('', { challenge: 'Bearer' }), 401, { 'WWW-Authenticate': 'Bearer' }],
  [new TooManyRequests(1.2), 429, { 'Retry-After': '2' }],
  [new ServiceUnavailable(new Date(0)), 503, { 'Retry-After': 'Thu, 01 Jan 1970 00:00:00 GMT' }],
  [new exceptions.RangeNotSatisfiable(9), 416, { 'Content-Range': 'bytes */9' }]
])('adds the header that belongs to it: %s', (error, status, headers) => {
  expect(error).toMatchObject({ status, headers })
})

it.each([
  [new MethodNotAllowed([]), 'HTTP_METHOD_NOT_ALLOWED'],
  [new TooManyRequests(), 'HTTP_TOO_MANY_REQUESTS'],
  [new ServiceUnavailable(), 'HTTP_SERVICE_UNAVAILABLE'],
  [new exceptions.RangeNotSatisfiable(0), 'HTTP_RANGE_NOT_SATISFIABLE']
])('names itself: %s', (error, code) => expect(error.code).toBe(code))
