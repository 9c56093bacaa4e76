import { NotFound, Unauthorized } from '../../src/http/exceptions'
import { FileResponse } from '../../src/http/file-response'
import type { ResponseHeaders } from '../../src/http/headers'
import { Redirect } from '../../src/http/redirect'
import { HttpResponse } from '../../src/http/response'
import { NotAllowed } from '../../src/http/status-responses'
import { closeServers, serve } from './serve'

const response = () => new HttpResponse('body')
const file = Buffer.from('body')

const ways: [string, (evil: string) => HttpResponse][] = [
  ['a header value', (evil) => having((headers) => headers.set('X-A', evil))],
  ['a header name', (evil) => having((headers) => headers.set(evil, 'x'))],
  ['an appended header', (evil) => having((headers) => headers.append('Link', evil))],
  ['a default header', (evil) => having((headers) => headers.setDefault('X-A', [evil]))],
  ['a header option', (evil) => new HttpResponse('', { headers: { 'X-A': evil } })],
  ['a type', (evil) => new HttpResponse('', { contentType: evil })],
  ['Vary', (evil) => having((headers) => headers.vary(evil))],
  ['values written past the check', (evil) => having(({ values }) => (values['x-a'] = evil))],
  ['a cookie name', (evil) => response().setCookie(evil, 'x')],
  ['a cookie value', (evil) => response().setCookie('a', evil)],
  ['a cookie path', (evil) => response().setCookie('a', 'b', { path: evil })],
  ['a cookie domain', (evil) => response().setCookie('a', 'b', { domain: evil })],
  ['a cookie sameSite', (evil) => response().setCookie('a', 'b', { sameSite: evil as 'lax' })],
  ['a cookie to delete', (evil) => response().deleteCookie(evil)],
  ['a redirect', (evil) => new Redirect(`/${evil}`)],
  ['a redirect to a host', (evil) => new Redirect(`//${evil}/`)],
  ['a redirect to a route', (evil) => Redirect.to(evil)],
  ['a file name', (evil) => new FileResponse(file, { filename: evil, asAttachment: true })],
  ['a file path', (evil) => new FileResponse({ path: evil, root: __dirname })],
  ['a method', (evil) => new NotAllowed([evil])],
  ['headers of an error', (evil) => raise(new NotFound('', { headers: { 'X-A': evil } }))],
  ['a challenge', (evil) => raise(new Unauthorized('', { challenge: evil }))]
]

const evils = [
  'x\r\nInjected: yes',
  'x\nInjected: yes',
  'x\rInjected: yes',
  'x\u010d\u010aInjected: yes',
  'x\r\n\r\n<script>'
]

afterAll(closeServers)

describe.each(ways)('%s', (_way, build) => {
  it.each(evils)('does not split the response: %j', async (evil) => {
    const server = await serve(() => build(evil))
    const bytes = await server.bytes()
    expect(bytes).toMatch(/^HTTP\/1\.1 [2345]\d\d /)
    expect(bytes).not.toMatch(/[\r\n](Injected|<script>)/i)
  })
})

function having(change: (headers: ResponseHeaders) => unknown): HttpResponse {
  const changed = response()
  change(changed.headers)
  return changed
}

function raise(error: Error): never {
  throw error
}
