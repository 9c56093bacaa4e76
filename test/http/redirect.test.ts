import { BadRequest } from '../../src/http/exceptions'
import { DisallowedRedirect, Redirect } from '../../src/http/redirect'
import { closeServers, serve } from './serve'

afterEach(closeServers)

it.each([
  ['/articles/?page=2#top', '/articles/?page=2#top'],
  ['../list', '../list'],
  ['?page=2', '?page=2'],
  ['https://example.com:8000/a', 'https://example.com:8000/a'],
  ['HTTP://example.com', 'HTTP://example.com'],
  ['ftp://example.com/a', 'ftp://example.com/a'],
  ['//example.com/a', '//example.com/a'],
  [new URL('http://a/b c'), 'http://a/b%20c'],
  ['/a b/é/😀', '/a%20b/%C3%A9/%F0%9F%98%80'],
  ['/100%/%41%zz', '/100%25/%41%25zz'],
  ["/a'b(c)[d]!$&*+,;=:@~", "/a'b(c)[d]!$&*+,;=:@~"],
  ['/<">`{|}^\\', '/%3C%22%3E%60%7B%7C%7D%5E%5C'],
  ['/\\evil.com', '/%5Cevil.com'],
  ['/\ud800', '/%EF%BF%BD'],
  ['http://bücher.example:81/é', 'http://xn--bcher-kva.example:81/%C3%A9'],
  ['//me@bücher.example', '//me@xn--bcher-kva.example'],
  ['/path/to:colon', '/path/to:colon'],
  ['./to:colon', './to:colon']
])('leads %s to %s', (url, location) => expect(new Redirect(url).url).toBe(location))

it.each([
  ['', 'no target'],
  ['javascript:alert(1)', 'not a web address'],
  ['JaVaScRiPt:alert(1)', 'not a web address'],
  ['data:text/html,x', 'not a web address'],
  ['vbscript:x', 'not a web address'],
  ['file:///etc/passwd', 'not a web address'],
  ['mailto:a@b.c', 'not a web address'],
  ['localhost:8000/', 'not a web address'],
  [':x', 'not a web address'],
  ['java\tscript:alert(1)', 'control characters'],
  ['java\nscript:alert(1)', 'control characters'],
  [' javascript:alert(1)', 'control characters'],
  ['\x01javascript:alert(1)', 'control characters'],
  ['\u00a0javascript:alert(1)', 'control characters'],
  ['/\r\nSet-Cookie: a=b', 'control characters'],
  ['/\x7f', 'control characters'],
  ['/' + 'a'.repeat(16_384), 'longer than'],
  ['/' + 'é'.repeat(5000), 'longer than'],
  ['http://é é/', 'not a host name']
])('refuses %j', (url, problem) => {
  const error = catchError(() => new Redirect(url))
  expect(error).toBeInstanceOf(DisallowedRedirect)
  expect(error).toBeInstanceOf(BadRequest)
  expect(error).toMatchObject({ status: 400, code: 'HTTP_DISALLOWED_REDIRECT' })
  expect(String(error)).toContain(problem)
})

it('is 302 unless told otherwise, with nothing but a head', async () => {
  const server = await serve(() => new Redirect('/next'))
  const { status, headers, body } = await server.get()
  expect([status, headers.location, body]).toEqual([302, '/next', ''])
  expect([headers['content-type'], headers['content-length']]).toEqual([undefined, '0'])
})

it.each([301, 302, 303, 307, 308])('takes the status %i', (status) => {
  expect(new Redirect('/', { status }).status).toBe(status)
  expect(new Redirect('/').as(status).status).toBe(status)
})

it.each([200, 300, 304, 305, 400])('refuses the status %i', (status) => {
  expect(() => new Redirect('/', { status })).toThrow('HTTP_BAD_REDIRECT_STATUS')
  expect(() => new Redirect('/').as(status)).toThrow('HTTP_BAD_REDIRECT_STATUS')
})

it('finds the URL of a named route when the action has returned', async () => {
  const redirect = Redirect.to('article.show', 7).as(303)
  expect(redirect.url).toBeUndefined()
  const { status, headers } = await (await serve(() => redirect)).get()
  expect([status, headers.location]).toEqual([303, '/reversed/article.show/7'])
})

it('lets no parameter of a route become a host', () => {
  const redirect = new Redirect(['page', 'evil.com'], { status: 301 })
  redirect.prepare({ reverse: () => '//evil.com' } as never)
  expect([redirect.url, redirect.status]).toEqual(['/%2Fevil.com', 301])
})

function catchError(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return error
  }
}
