import { createEcho } from './request-app'

const TYPE = 'application/x-www-form-urlencoded'
const form = createEcho((request) => [...request.form])
const body = createEcho(({ body }) => Object.entries(body as object))

function post(
  app: typeof form,
  payload: string | Buffer,
  type = TYPE,
  method: 'POST' | 'PUT' = 'POST'
) {
  return app.inject({ method, url: '/', payload, headers: { 'content-type': type } })
}

it.each([
  [
    'order, repeats and blanks',
    'b=1&a&b=',
    [
      ['b', '1'],
      ['a', ''],
      ['b', '']
    ]
  ],
  ['escapes', 'a=%C3%A9+b%26', [['a', 'é b&']]],
  ['UTF-8 as it is', 'a=é', [['a', 'é']]],
  ['percent signs that encode nothing', 'a=100%', [['a', '100%']]],
  ['brackets as part of a name', 'a[b]=1', [['a[b]', '1']]],
  ['nothing', '', []]
])('keeps %s', async (_case, payload, fields) =>
  expect((await post(form, payload)).json().value).toEqual(fields)
)

it('puts a replacement character where bytes are no UTF-8', async () => {
  const payload = Buffer.from('a=\xff&b=%FF', 'latin1')
  expect((await post(form, payload)).json().value).toEqual([
    ['a', '\ufffd'],
    ['b', '\ufffd']
  ])
})

it('is read for PUT as well', async () =>
  expect((await post(form, 'a=1', TYPE, 'PUT')).json().value).toEqual([['a', '1']]))

it('gives the body to plugins as an object without prototype', async () => {
  const payload = 'a=1&b=2&b=3&b=4&__proto__=5&constructor=6'
  expect((await post(body, payload)).json().value).toEqual([
    ['a', '1'],
    ['b', ['2', '3', '4']],
    ['__proto__', '5'],
    ['constructor', '6']
  ])
})

it.each([
  ['utf-8', 200],
  ['UTF8', 200],
  ['"utf-8"', 200],
  ['iso-8859-1', 400],
  ['utf-16', 400]
])('answers a form in %s with %i', async (charset, status) =>
  expect((await post(form, 'a=1', `${TYPE}; charset=${charset}`)).statusCode).toBe(status)
)

it('names the encoding it does not read', async () =>
  expect((await post(form, 'a=1', `${TYPE};charset=latin1`)).json().code).toBe(
    'HTTP_UNSUPPORTED_CHARSET'
  ))

it('refuses more fields than the limit', async () => {
  expect((await post(form, 'a=1&'.repeat(999) + 'a=1')).statusCode).toBe(200)
  const response = await post(form, 'a=1&'.repeat(10_000))
  expect(response.statusCode).toBe(400)
  expect(response.json().code).toBe('HTTP_TOO_MANY_FIELDS')
})

it('keeps the very bytes', async () => {
  const echo = createEcho((request) => request.rawBody?.toString('latin1'))
  const response = await post(echo, Buffer.from('a=\xff&b', 'latin1'))
  expect(response.json().value).toBe('a=\xff&b')
})

it('is empty without a body', async () => expect((await form.inject('/')).json().value).toEqual([]))
