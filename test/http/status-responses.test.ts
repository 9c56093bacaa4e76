import { Gone, NoContent, NotAllowed, NotModified } from '../../src/http/status-responses'
import { closeServers, serve } from './serve'

afterEach(closeServers)

it.each([
  [new NoContent({ headers: { 'X-A': '1' } }), 204, undefined],
  [new NotModified({ headers: { 'X-A': '1' } }), 304, undefined],
  [new NotAllowed(['GET', 'HEAD'], '', { headers: { 'X-A': '1' } }), 405, '0'],
  [new Gone('', { headers: { 'X-A': '1' } }), 410, '0']
])('answers with a head alone: %#', async (response, status, length) => {
  const { headers, ...answer } = await (await serve(() => response)).get()
  expect(answer).toEqual({ status, body: '' })
  expect([headers['content-length'], headers['x-a']]).toEqual([length, '1'])
})

it.each([new NoContent(), new NotModified()])('has no type: %#', async (response) => {
  const { headers } = await (await serve(() => response)).get()
  expect(headers).not.toHaveProperty('content-type')
})

it('names the methods that are allowed', () => {
  const { headers, content } = new NotAllowed(['GET', 'HEAD'], 'No.')
  expect([headers.get('Allow'), content]).toEqual(['GET, HEAD', 'No.'])
  expect(new NotAllowed([]).headers.get('Allow')).toBe('')
})

it('says why something is gone', () => expect(new Gone('Sold.').content).toBe('Sold.'))
