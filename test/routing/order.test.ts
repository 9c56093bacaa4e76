import { compilePattern, compileRegexPattern, type Pattern } from '../../src/routing/pattern'
import { compareRecords } from '../../src/routing/route-order'

const patternOf = (source: string | RegExp): Pattern =>
  typeof source === 'string' ? compilePattern(source) : compileRegexPattern('/', source)
const inOrder = (sources: readonly (string | RegExp)[]): string[] =>
  sources
    .map((source) => ({ pattern: patternOf(source), methods: ['GET'] }))
    .sort(compareRecords)
    .map(({ pattern }) => pattern.source)

describe('the order of routes', () => {
  it.each([
    ['a literal, a parameter, the rest', ['/new', '/<id>', '/<path:p>']],
    ['literals far in front over narrow converters', ['/<str:a>/x', '/<int:a>/<b>']],
    ['a literal that Fastify cannot look for over a parameter', ['/@me', '/<name>']],
    ['mixtures over lone parameters', ['/v<int:n>', '/<int:n>']],
    ['longer literals', ['/abc<x>', '/ab<x>', '/<x>.json', '/<x>.js']],
    [
      'narrow converters',
      ['/<int:x>', '/<uuid:x>', '/<bigint:x>', '/<slug:x>', '/<str:x>', '/<path:x>']
    ],
    ['the second parameter where the first is equal', ['/<int:a>/<int:b>', '/<int:a>/<str:b>']],
    ['what says more about the rest', ['/<path:p>/edit', '/<path:p>']]
  ])('is %s', (_rule, sources) => {
    expect(inOrder([...sources].reverse())).toEqual(sources)
    expect(inOrder(sources)).toEqual(sources)
  })

  it('puts regular expressions before a lone path', () => {
    expect(inOrder(['/<path:p>', /^a+$/, '/<path:p>/edit'])).toEqual([
      '/<path:p>/edit',
      '/a+',
      '/<path:p>'
    ])
  })

  it('keeps the order of declaration where nothing decides', () => {
    expect(inOrder(['/<int:b>', '/<int:a>', '/<int:c>'])).toEqual([
      '/<int:b>',
      '/<int:a>',
      '/<int:c>'
    ])
  })
})
