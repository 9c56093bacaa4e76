import { decodeJson } from '../../src/http/json-body'
import type { HttpRequest } from '../../src/http/request'
import { createEcho, createRequestApp } from './request-app'

const app = createEcho((request) => request.json())
const BOM = '\ufeff'

function post(payload: string | Buffer, type = 'application/json') {
  return app.inject({ method: 'POST', url: '/', payload, headers: { 'content-type': type } })
}

it.each([
  ['an object', '{"a":[1,"é",null]}', { a: [1, 'é', null] }],
  ['a text', '"a"', 'a'],
  ['null', 'null', null],
  ['white space around it', ' 1\n', 1],
  ['a byte order mark', `${BOM}{"a":1}`, { a: 1 }],
  ['a replacement character that was sent', '"\ufffd"', '\ufffd'],
  ['an escaped lone surrogate', '"\\ud800"', '\ud800'],
  [
    'keys that only look bad',
    '{"proto":"__proto__","constructor":1}',
    {
      proto: '__proto__',
      constructor: 1
    }
  ]
])('reads %s', async (_case, body, expected) =>
  expect((await post(body)).json().value).toEqual(expected)
)

it.each(['application/vnd.api+json', 'application/json; charset=utf-8', 'Application/JSON'])(
  'reads %s',
  async (type) => expect((await post('{"a":1}', type)).json().value).toEqual({ a: 1 })
)

it.each([
  ['no JSON', '{"a":', 'HTTP_MALFORMED_JSON'],
  ['white space alone', '  ', 'HTTP_MALFORMED_JSON'],
  ['two values', '1 2', 'HTTP_MALFORMED_JSON'],
  ['__proto__', '{"__proto__":{"a":1}}', 'HTTP_MALFORMED_JSON'],
  ['__proto__ deep inside', '[{"a":{"__proto__":null}}]', 'HTTP_MALFORMED_JSON'],
  ['__proto__ in escapes', '{"\\u005f_proto__":{"a":1}}', 'HTTP_MALFORMED_JSON'],
  ['a constructor with a prototype', '{"constructor":{"prototype":1}}', 'HTTP_MALFORMED_JSON'],
  ['a constructor in escapes', '{"c\\u006fnstructor":{"prototype":1}}', 'HTTP_MALFORMED_JSON'],
  ['bytes that are no UTF-8', Buffer.from('"\xff"', 'latin1'), 'HTTP_BODY_NOT_UTF8'],
  ['half a character', Buffer.from('"😀"').subarray(0, 4), 'HTTP_BODY_NOT_UTF8'],
  ['100,000 brackets', '['.repeat(100_000), 'HTTP_JSON_TOO_DEEP'],
  ['100,000 objects', '{"a":'.repeat(100_000), 'HTTP_JSON_TOO_DEEP']
])('refuses %s', async (_case, body, code) => {
  const response = await post(body)
  expect(response.statusCode).toBe(400)
  expect(response.json().code).toBe(code)
})

describe('decodeJson', () => {
  const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)
  const tooDeep = expect.objectContaining({ code: 'HTTP_JSON_TOO_DEEP' })

  it('counts levels, not brackets', () => {
    expect(decodeJson(Buffer.from(`[${'{},'.repeat(50)}[]]`), 2)).toHaveLength(51)
    expect(() => decodeJson(Buffer.from(nested(101)), 100)).toThrow(tooDeep)
    expect(() => decodeJson(Buffer.from(nested(100)), 100)).not.toThrow()
    expect(() => decodeJson(Buffer.from('{"a":{"b":[1]}}'), 2)).toThrow(tooDeep)
  })

  it('does not count brackets in texts', () => {
    expect(decodeJson(Buffer.from(JSON.stringify(['[[[{{{', '\\"[[[{', '\\'])), 1)).toHaveLength(3)
    expect(() => decodeJson(Buffer.from('["\\\\",["[",[1]]]'), 2)).toThrow(tooDeep)
  })
})

describe('a request', () => {
  it('may have an empty body until someone asks for its JSON', async () => {
    const lenient = createRequestApp()
    lenient.delete('/', ({ body }) => ({ body: body ?? 'none' }))
    const headers = { 'content-type': 'application/json' }
    const response = await lenient.inject({ method: 'DELETE', url: '/', headers })
    expect(response.json()).toEqual({ body: 'none' })
    expect((await post('')).json().code).toBe('HTTP_BODY_MISSING')
  })

  it('has no JSON in a body of another type', async () => {
    const response = await post('{"a":1}', 'text/plain')
    expect(response.statusCode).toBe(400)
    expect(response.json().code).toBe('HTTP_BODY_NOT_JSON')
  })

  it('keeps the very bytes', async () => {
    const echo = createEcho((request) => request.rawBody?.toString('hex'))
    const payload = Buffer.from(`${BOM}{ "a": "é" }\n`)
    const headers = { 'content-type': 'application/json' }
    const response = await echo.inject({ method: 'POST', url: '/', payload, headers })
    expect(response.json().value).toBe(payload.toString('hex'))
  })

  it('has an empty form where the body is JSON', async () => {
    const echo = createEcho((request: HttpRequest) => [...request.form])
    const response = await echo.inject({ method: 'POST', url: '/', payload: { a: 1 } })
    expect(response.json().value).toEqual([])
  })
})
