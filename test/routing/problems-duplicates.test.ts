import type { HttpRequest } from '../../src/http/request'
import { include, path, rePath } from '../../src/routing/urlconf'
import { codesOf, problemsOf } from './scanned'

function view(_request: HttpRequest, _params: object) {}

describe('two routes of one path', () => {
  it.each([
    ['the same text', '<int:a>/', '<int:a>/'],
    ['other names', '<int:a>/x', '<int:b>/x'],
    ['str by name or not', '<a>/', '<str:b>/']
  ])('are duplicates with %s', (_case, one, other) => {
    const urls = [path(one, view, { name: 'one' }), path(other, view, { name: 'other' })]
    expect(codesOf({ urls })).toEqual(['ROUTING_DUPLICATE_ROUTE'])
  })

  it('are none with other converters, methods or expressions', () => {
    const urls = [
      path('<int:a>/', view, { name: 'a', methods: ['GET'] }),
      path('<int:b>/', view, { name: 'b', methods: ['POST'] }),
      path('<slug:c>/', view, { name: 'c' }),
      rePath(/^(?<d>[a-c])\/$/, view, { name: 'd' }),
      rePath(/^(?<e>[d-f])\/$/, view, { name: 'e' })
    ]
    expect(codesOf({ urls })).toEqual([])
  })

  it('are named with both places and the methods that clash', () => {
    const one = path('x/<int:a>/', view, { name: 'one', methods: ['GET', 'PUT'] })
    const other = path('x/<int:b>/', view, { name: 'other', methods: ['PUT', 'POST'] })
    expect(problemsOf({ urls: [one, other] })).toMatchObject([
      {
        message: `view() answers PUT /x/<int:b>/, as view() (${one.file}) does.`,
        file: other.file
      }
    ])
    expect(one.file).toMatch(/^test\/routing\/problems-duplicates\.test\.ts:\d+$/)
  })

  it('are duplicates as regular expressions too', () => {
    const urls = [
      rePath(/^(?<a>\d+)$/, view, { name: 'a' }),
      rePath(/^(?<b>\d+)$/, view, { name: 'b' })
    ]
    expect(codesOf({ urls })).toEqual(['ROUTING_DUPLICATE_ROUTE'])
  })
})

describe('a regular expression that matches everything', () => {
  it.each([
    ['a path', path('<path:rest>', view, { name: 'second' })],
    ['another expression', rePath(/^(?<year>\d+)$/, view, { name: 'second' })]
  ])('shadows %s under the same prefix', (_case, second) => {
    const urls = [include('x/', [rePath(/^(?<all>.*)$/, view, { name: 'all' }), second])]
    expect(problemsOf({ urls })).toMatchObject([
      { code: 'ROUTING_SHADOWED_ROUTE', file: second.file }
    ])
  })

  it('shadows nothing that is tried before it, under another prefix or by another method', () => {
    const urls = [
      path('x/y/', view, { name: 'literal' }),
      path('y/<path:rest>', view, { name: 'elsewhere' }),
      path('x/<path:rest>', view, { name: 'post', methods: ['POST'] }),
      include('x/', [rePath(/.*/, view, { name: 'all', methods: ['GET'] })])
    ]
    expect(codesOf({ urls })).toEqual([])
  })
})
