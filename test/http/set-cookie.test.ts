import { HttpResponse } from '../../src/http/response'
import { serializeCookie, type CookieOptions } from '../../src/http/set-cookie'

const cookiesOf = (response: HttpResponse) => response.headers.values['set-cookie']

it.each<[string, string, CookieOptions, string]>([
  ['a', 'b', {}, 'a=b; Path=/'],
  ['a', '', { path: '' }, 'a='],
  ['a', '{"x":[1]}', {}, 'a={%22x%22:[1]}; Path=/'],
  ['a', 'un deux;,\\é%', {}, 'a=un%20deux%3B%2C%5C%C3%A9%25; Path=/'],
  ['a', '\ud800\r\n', {}, 'a=%EF%BF%BD%0D%0A; Path=/'],
  ['a', 'b', { expires: new Date(0) }, 'a=b; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/'],
  [
    'a',
    'b',
    { path: '/x', domain: '.example.com', secure: true, httpOnly: true, sameSite: 'lax' },
    'a=b; Path=/x; Domain=.example.com; Secure; HttpOnly; SameSite=Lax'
  ]
])('writes %s=%s %j', (name, value, options, line) => {
  expect(serializeCookie(name, value, options)).toBe(line)
})

it.each(['plain', 'a b', '"quoted"', '%41', 'é€😀', 'a;b=c', "!#$&'()*+-./:<=>?@[]^_`{|}~"])(
  'is read back by percent-decoding: %s',
  (value) => {
    const [, written = ''] = /^a=([^;]*)/.exec(serializeCookie('a', value)) ?? []
    expect(written).toMatch(/^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*$/)
    expect(decodeURIComponent(written)).toBe(value)
  }
)

it('writes Expires beside Max-Age', () => {
  const now = new Date('2026-01-01T00:00:00Z')
  jest.useFakeTimers({ now })
  expect(serializeCookie('a', 'b', { maxAge: 60.9 })).toBe(
    'a=b; Max-Age=60; Expires=Thu, 01 Jan 2026 00:01:00 GMT; Path=/'
  )
  jest.useRealTimers()
})

it.each([1e12, 2 ** 53 - 1])('writes a date for a Max-Age of %d', (maxAge) => {
  expect(serializeCookie('a', 'b', { maxAge })).toContain('Fri, 31 Dec 9999 23:59:59 GMT')
})

it.each<[string, CookieOptions, string]>([
  ['', {}, 'not a cookie name'],
  ['a=b', {}, 'not a cookie name'],
  ['a\r\nX: y', {}, 'not a cookie name'],
  ['a', { maxAge: NaN }, 'not a number of seconds'],
  ['a', { expires: new Date('never') }, 'invalid date'],
  ['a', { path: '/;Secure' }, 'forbidden character'],
  ['a', { path: '/\r\n' }, 'forbidden character'],
  ['a', { domain: 'a.b; Secure' }, 'not a domain'],
  ['a', { domain: 'a\nb' }, 'not a domain'],
  ['a', { sameSite: 'toString' as 'lax' }, 'unknown'],
  ['a', { sameSite: 'none' }, 'without secure'],
  ['__Secure-a', {}, 'without secure'],
  ['__Host-a', { secure: true, path: '/x' }, 'with a domain or a path'],
  ['__Host-a', { secure: true, domain: 'a.b' }, 'with a domain or a path']
])('refuses %j with %j', (name, options, problem) => {
  expect(() => serializeCookie(name, 'x', options)).toThrow(
    expect.objectContaining({ code: 'HTTP_BAD_COOKIE', message: expect.stringContaining(problem) })
  )
})

it('sends a line for each cookie, and the last of one name, path and domain', () => {
  const response = new HttpResponse().setCookie('a', '1').setCookie('b', '2').setCookie('a', '3')
  response.setCookie('a', '4', { path: '/x' }).setCookie('a', '5', { domain: 'X.com' })
  response.setCookie('a', '6', { domain: '.x.com' })
  expect(cookiesOf(response)).toEqual([
    'b=2; Path=/',
    'a=3; Path=/',
    'a=4; Path=/x',
    'a=6; Path=/; Domain=.x.com'
  ])
})

it('leaves lines alone that somebody else appended', () => {
  const response = new HttpResponse()
  response.headers.append('Set-Cookie', 'other=1')
  response.setCookie('a', '1').setCookie('a', '2')
  expect(cookiesOf(response)).toEqual(['other=1', 'a=2; Path=/'])
  response.headers.delete('Set-Cookie')
  expect(cookiesOf(response.setCookie('a', '2'))).toEqual(['a=2; Path=/'])
})

it.each([
  ['a', {}, 'a=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/'],
  [
    'a',
    { path: '/x', domain: 'a.b' },
    'a=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/x; Domain=a.b'
  ],
  ['__Host-a', {}, '__Host-a=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/; Secure']
])('deletes %s %j', (name, options, line) => {
  const response = new HttpResponse().setCookie('a', 'b', options).deleteCookie(name, options)
  expect([cookiesOf(response)].flat()).toContain(line)
})

it('deletes what was just set', () => {
  const response = new HttpResponse().setCookie('a', 'secret').deleteCookie('a')
  expect(String(cookiesOf(response))).not.toContain('secret')
})
