import { HttpResponse } from '../../src/http/response'
import { closeServers, serve } from './serve'

afterEach(closeServers)

it('is HTML with status 200 unless told otherwise', () => {
  const response = new HttpResponse('<p>')
  expect([response.status, response.content, response.isStreaming]).toEqual([200, '<p>', false])
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
})

it('takes status, type and headers', () => {
  const options = {
    status: 418,
    contentType: 'text/plain',
    headers: { 'X-A': 1, Link: ['a', 'b'] }
  }
  const { status, headers } = new HttpResponse('', options)
  expect(status).toBe(418)
  expect([...headers]).toEqual([
    ['content-type', 'text/plain'],
    ['x-a', '1'],
    ['link', ['a', 'b']]
  ])
})

it('takes bytes as they are', () => {
  const bytes = new Uint8Array([0, 1, 2, 3]).subarray(1, 3)
  expect(new HttpResponse(bytes).content).toEqual(Buffer.from([1, 2]))
})

it.each([99, 101, 600, 200.5, NaN, '200' as unknown as number])(
  'refuses the status %p',
  (status) => {
    expect(() => new HttpResponse('', { status })).toThrow('HTTP_BAD_STATUS')
  }
)

it.each([
  [200, 'body', '4', 'body'],
  [404, 'body', '4', 'body'],
  [204, 'body', undefined, ''],
  [205, 'body', '0', ''],
  [304, 'body', undefined, '']
])('sends status %i with the body it may have', async (status, body, length, received) => {
  const server = await serve(() => new HttpResponse(body, { status }))
  const answer = await server.get()
  expect([answer.status, answer.headers['content-length'], answer.body]).toEqual([
    status,
    length,
    received
  ])
})

it('keeps the length of the body for HEAD', async () => {
  const server = await serve(() => new HttpResponse('body'))
  const { headers, body } = await server.get({}, 'HEAD')
  expect([headers['content-length'], body]).toEqual(['4', ''])
})
