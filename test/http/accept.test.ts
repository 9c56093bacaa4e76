import { parseAccept, preferredType } from '../../src/http/accept'

const HTML_OR_JSON = ['text/html', 'application/json'] as const

describe('preferredType', () => {
  it.each([
    ['no header', undefined, 'text/html'],
    ['an empty header', '', 'text/html'],
    ['junk alone', 'html; / ,,', 'text/html'],
    ['*/*', '*/*', 'text/html'],
    ['one type', 'application/json', 'application/json'],
    ['upper case', 'Application/JSON', 'application/json'],
    ['a higher quality', 'text/html;q=0.5, application/json;q=0.9', 'application/json'],
    ['a range of subtypes', 'application/*, text/html;q=0.9', 'application/json'],
    ['the more specific of equals', 'text/*, application/json', 'application/json'],
    ['the first named of equals', 'application/json, text/html', 'application/json'],
    ['what a browser sends', 'text/html,application/xml;q=0.9,*/*;q=0.8', 'text/html'],
    ['a refusal beside a wildcard', 'text/html;q=0, */*', 'application/json'],
    ['a quality that is none', 'application/json;q=best, text/html;q=0.9', 'application/json'],
    ['a quality above 1', 'application/json;q=7, text/html;q=0.9', 'application/json'],
    ['nothing that is offered', 'image/png', undefined],
    ['a refusal of everything', '*/*;q=0', undefined]
  ])('follows %s', (_case, header, expected) =>
    expect(preferredType(parseAccept(header), HTML_OR_JSON)).toBe(expected)
  )

  it.each([
    ['the same parameter', 'text/html;level=1', 'text/html; level=1', true],
    ['a quoted parameter', 'text/html;level="1"', 'text/html;level=1', true],
    ['a parameter too many in the type', 'text/html', 'text/html;level=1', true],
    ['a parameter that is missing', 'text/html;level=1', 'text/html', false],
    ['another value', 'text/html;level=1', 'text/html;level=2', false],
    ['the closest of two ranges', 'text/html, text/html;level=1;q=0', 'text/html;level=1', false],
    ['a subtype that only starts alike', 'text/html', 'text/html5', false]
  ])('compares %s', (_case, header, type, accepted) =>
    expect(preferredType(parseAccept(header), [type]) !== undefined).toBe(accepted)
  )
})

describe('parseAccept', () => {
  it('puts the best first, then the more specific', () => {
    const ranges = parseAccept('*/*, text/*;q=0.9, text/html;level=1, text/plain')
    expect(ranges.map(({ type }) => type)).toEqual(['text/html', 'text/plain', '*/*', 'text/*'])
  })

  it('keeps parameters other than the quality', () =>
    expect(parseAccept('text/html; Level=1; q=0.5')).toEqual([
      { type: 'text/html', params: { level: '1' }, quality: 0.5 }
    ]))

  it('reads a header of 16 KiB of anything', () => {
    expect(parseAccept('"\\'.repeat(8192))).toHaveLength(1)
    expect(parseAccept('a/b;'.repeat(4096))).toHaveLength(1)
    expect(parseAccept('a/b,'.repeat(4096))).toHaveLength(4096)
  })
})
