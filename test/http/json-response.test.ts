import { JsonResponse } from '../../src/http/json-response'
import { closeServers, serve } from './serve'

afterEach(closeServers)

it('sends JSON', async () => {
  const server = await serve(() => new JsonResponse({ tags: new Set(['é']) }, { status: 201 }))
  const { status, headers, body } = await server.get()
  expect([status, headers['content-type'], body]).toEqual([
    201,
    'application/json; charset=utf-8',
    '{"tags":["é"]}'
  ])
})

it('makes the text once, and not before it is read', () => {
  const encode = jest.fn(String)
  const response = new JsonResponse(7, { encode })
  expect([response.data, encode.mock.calls]).toEqual([7, []])
  expect([response.content, response.payload(), encode.mock.calls]).toEqual(['7', '7', [[7]]])
})

it('takes an encoder later, and content instead of one', () => {
  const response = new JsonResponse({ a: 1 })
  response.encoder = ({ a }) => `[${a}]`
  expect(response.content).toBe('[1]')
  response.content = '{}'
  expect(response.payload()).toBe('{}')
})

it('takes another type', () => {
  const response = new JsonResponse({}, { contentType: 'application/problem+json' })
  expect(response.headers.get('Content-Type')).toBe('application/problem+json')
})
