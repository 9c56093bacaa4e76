import {
  evaluatePreconditions,
  isRangeCurrent,
  parseEtags,
  quoteEtag,
  type Validators
} from '../../src/http/preconditions'

const date = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds)).toUTCString()
const lastModified = new Date(Date.UTC(2026, 0, 1, 0, 0, 10, 500))
const strong: Validators = { etag: '"a"', lastModified }
const weak: Validators = { etag: 'W/"a"', lastModified }
const bare: Validators = {}

type Case = [headers: Record<string, string>, now: Validators, get: string, put: string]

describe.each<Case>([
  [{}, strong, 'proceed', 'proceed'],

  [{ 'if-match': '"a"' }, strong, 'proceed', 'proceed'],
  [{ 'if-match': '"b", "a"' }, strong, 'proceed', 'proceed'],
  [{ 'if-match': '"b"' }, strong, 'failed', 'failed'],
  [{ 'if-match': 'a' }, strong, 'failed', 'failed'],
  [{ 'if-match': '"a"' }, weak, 'failed', 'failed'],
  [{ 'if-match': 'W/"a"' }, weak, 'failed', 'failed'],
  [{ 'if-match': '"a"' }, bare, 'failed', 'failed'],
  [{ 'if-match': '*' }, strong, 'proceed', 'proceed'],
  [{ 'if-match': '*' }, bare, 'failed', 'failed'],

  [{ 'if-unmodified-since': date(10) }, strong, 'proceed', 'proceed'],
  [{ 'if-unmodified-since': date(9) }, strong, 'failed', 'failed'],
  [{ 'if-unmodified-since': date(9) }, bare, 'proceed', 'proceed'],
  [{ 'if-unmodified-since': '2020' }, strong, 'proceed', 'proceed'],
  [{ 'if-match': '"a"', 'if-unmodified-since': date(9) }, strong, 'proceed', 'proceed'],

  [{ 'if-none-match': '"a"' }, strong, 'not-modified', 'failed'],
  [{ 'if-none-match': 'W/"a"' }, strong, 'not-modified', 'failed'],
  [{ 'if-none-match': '"b,c", "a"' }, weak, 'not-modified', 'failed'],
  [{ 'if-none-match': '"b"' }, strong, 'proceed', 'proceed'],
  [{ 'if-none-match': '"a"' }, bare, 'proceed', 'proceed'],
  [{ 'if-none-match': ' * ' }, strong, 'not-modified', 'failed'],
  [{ 'if-none-match': '*' }, bare, 'proceed', 'proceed'],

  [{ 'if-modified-since': date(10) }, strong, 'not-modified', 'proceed'],
  [{ 'if-modified-since': date(11) }, strong, 'not-modified', 'proceed'],
  [{ 'if-modified-since': date(9) }, strong, 'proceed', 'proceed'],
  [{ 'if-modified-since': date(10) }, bare, 'proceed', 'proceed'],
  [{ 'if-modified-since': 'tomorrow' }, strong, 'proceed', 'proceed'],
  [{ 'if-none-match': '"b"', 'if-modified-since': date(10) }, strong, 'proceed', 'proceed'],
  [{ 'if-none-match': 'junk', 'if-modified-since': date(10) }, strong, 'proceed', 'proceed'],

  [{ 'if-match': '"b"', 'if-none-match': '"a"' }, strong, 'failed', 'failed'],
  [{ 'if-match': '"a"', 'if-none-match': '"a"' }, strong, 'not-modified', 'failed']
])('%j on %j', (headers, now, read, write) => {
  it.each([
    ['GET', read],
    ['HEAD', read],
    ['PUT', write],
    ['DELETE', write]
  ])(`%s: %s`, (method, verdict) => {
    expect(evaluatePreconditions({ method, headers }, now)).toBe(verdict)
  })
})

it.each<[string | undefined, Validators, boolean]>([
  [undefined, bare, true],
  ['"a"', strong, true],
  ['"b"', strong, false],
  ['W/"a"', weak, false],
  ['"a"', bare, false],
  [date(10), strong, true],
  [date(9), strong, false],
  [date(11), strong, false],
  [date(10), bare, false],
  ['nonsense', strong, false]
])('If-Range: %s on %j is current: %p', (ifRange, now, isCurrent) => {
  expect(isRangeCurrent({ method: 'GET', headers: { 'if-range': ifRange } }, now)).toBe(isCurrent)
})

it.each([
  ['"a"', ['"a"']],
  ['W/"a" , "b,c","\xe9"', ['W/"a"', '"b,c"', '"\xe9"']],
  ['*', ['*']],
  ['"*"', ['"*"']],
  ['a, "b', []],
  ['', []]
])('reads the entity tags %j', (header, etags) => expect(parseEtags(header)).toEqual(etags))

it.each(['OPTIONS', 'TRACE'])('has no meaning for %s', (method) => {
  expect(evaluatePreconditions({ method, headers: { 'if-match': '"b"' } }, strong)).toBe('proceed')
})

it('joins lines of one header', () => {
  const headers = { 'if-none-match': ['"b"', '"a"'] }
  expect(evaluatePreconditions({ method: 'GET', headers }, strong)).toBe('not-modified')
})

it.each([
  ['a', '"a"'],
  ['"a"', '"a"'],
  ['W/"a"', 'W/"a"'],
  ['', '""']
])('quotes %s', (text, etag) => expect(quoteEtag(text)).toBe(etag))

it.each(['a"b', 'a b', 'a\r\n', 'é€'])('refuses to quote %j', (text) => {
  expect(() => quoteEtag(text)).toThrow('HTTP_BAD_ETAG')
})
