import { signCookie, unsignCookie } from '../../src/http/signing'

const KEYS = ['new key', 'old key']

function codeOf(name: string, signed: string, keys = KEYS, options = {}): unknown {
  try {
    return unsignCookie(name, signed, keys, options)
  } catch (error) {
    return (error as { code: string }).code
  }
}

afterEach(() => jest.useRealTimers())

it.each(['', 'ada', 'a.b.c', 'é;"\n', '😀\ud800', '__proto__'])('gives back %j', (value) =>
  expect(unsignCookie('user', signCookie('user', value, KEYS), KEYS)).toBe(value)
)

it('signs with the first key and verifies with all', () => {
  expect(codeOf('user', signCookie('user', 'ada', ['old key']))).toBe('ada')
  expect(codeOf('user', signCookie('user', 'ada', KEYS), ['old key'])).toBe('HTTP_BAD_SIGNATURE')
})

it.each([
  ['another name', 'admin', {}],
  ['another salt', 'user', { salt: 'b' }]
])('refuses a value that was signed for %s', (_case, name, options) => {
  const signed = signCookie('user', 'ada', KEYS, 'a')
  expect(codeOf(name, signed, KEYS, { salt: 'a', ...options })).toBe('HTTP_BAD_SIGNATURE')
  expect(codeOf('user', signed, KEYS, { salt: 'a' })).toBe('ada')
})

it('keeps name and value apart', () => {
  const [, time, signature] = signCookie('a', 'bc', KEYS).split('.')
  expect(codeOf('ab', `c.${time}.${signature}`)).toBe('HTTP_BAD_SIGNATURE')
})

it.each([
  ['nothing', ''],
  ['a value without signature', 'ada'],
  ['one dot', 'ada.x'],
  ['an empty signature', 'ada.k0.'],
  ['a changed value', signCookie('user', 'ada', KEYS).replace('ada', 'eve')],
  ['a changed time', signCookie('user', 'ada', KEYS).replace(/\.\w+\./, '.zzzzzzz.')],
  ['a signature cut short', signCookie('user', 'ada', KEYS).slice(0, -1)],
  ['a signature with more behind it', `${signCookie('user', 'ada', KEYS)}A`]
])('refuses %s', (_case, signed) => expect(codeOf('user', signed)).toBe('HTTP_BAD_SIGNATURE'))

it('refuses a signature older than maxAge', () => {
  jest.useFakeTimers({ now: 1_000_000 })
  const signed = signCookie('user', 'ada', KEYS)
  jest.setSystemTime(1_000_000 + 60_000)
  expect(codeOf('user', signed, KEYS, { maxAge: 60 })).toBe('ada')
  jest.setSystemTime(1_000_000 + 61_000)
  expect(codeOf('user', signed, KEYS, { maxAge: 60 })).toBe('HTTP_SIGNATURE_EXPIRED')
  expect(codeOf('user', signed)).toBe('ada')
})

it.each([
  ['no key', []],
  ['an empty key', ['']],
  ['an empty key among others', ['key', '']]
])('refuses to work with %s', (_case, keys) => {
  const error = expect.objectContaining({ code: 'HTTP_NO_SECRET_KEY' })
  expect(() => signCookie('user', 'ada', keys)).toThrow(error)
  expect(() => unsignCookie('user', 'ada.k0.x', keys)).toThrow(error)
})
