import { registerConverter, type Converter } from '../../src/routing/converters'
import { compilePattern } from '../../src/routing/pattern'

const day: Converter<Date> = {
  regex: /\d{4}-\d{2}-\d{2}/,
  type: Date,
  toValue(text) {
    const date = new Date(`${text}T00:00:00Z`)
    return Number.isNaN(date.getTime()) ? undefined : date
  },
  toUrl: (date) => date.toISOString().slice(0, 10)
}

const refusing: Converter<string> = {
  regex: '[a-z/]*',
  type: String,
  toValue(text) {
    if (text === 'no') throw new Error('no')
    if (text === 'later') return Promise.reject(new Error('later')) as unknown as string
    return text
  },
  toUrl(text) {
    if (text === 'never') throw new Error('never')
    return text
  }
}

registerConverter('day', day)
registerConverter('refusing', refusing)
registerConverter('month', {
  regex: /\d{4}\/\d{2}/g,
  type: String,
  spansSegments: true,
  toValue: String,
  toUrl: String
})

describe('a converter of the application', () => {
  const pattern = compilePattern('/on/<day:date>')

  it('makes values and writes them', () => {
    expect(pattern.match('/on/2026-07-01')).toEqual({ date: new Date('2026-07-01') })
    expect(pattern.build({ date: new Date('2026-07-01T12:00:00Z') })).toBe('/on/2026-07-01')
    expect(pattern.parameters).toEqual([{ name: 'date', converter: 'day', type: Date }])
  })

  it.each(['/on/2026-13-01', '/on/2026-07-01x', '/on/x2026-07-01', '/on/2026-07-01%0A'])(
    'refuses %s',
    (path) => expect(pattern.match(path)).toBeUndefined()
  )

  it.each([[new Date(NaN)], ['2026-07-01'], [7], [null]])('does not write %p', (date) => {
    expect(pattern.build({ date })).toBeUndefined()
  })

  it('refuses by throwing', () => {
    const throwing = compilePattern('/<refusing:x>')
    expect(throwing.match('/yes')).toEqual({ x: 'yes' })
    expect(throwing.match('/no')).toBeUndefined()
    expect(throwing.build({ x: 'never' })).toBeUndefined()
    expect(throwing.build({ x: 'no' })).toBeUndefined()
  })

  it('never sees an empty segment', () => {
    expect(compilePattern('/a/<refusing:x>').match('/a/')).toBeUndefined()
  })

  it('may span segments', () => {
    const archive = compilePattern('/archive/<month:m>/<slug:s>')
    expect(archive.shape).toBe('/archive/*')
    expect(archive.match('/archive/2026/07/x')).toEqual({ m: '2026/07', s: 'x' })
    expect(archive.match('/archive/2026/07/x')).toEqual({ m: '2026/07', s: 'x' })
    expect(archive.build({ m: '2026/07', s: 'x' })).toBe('/archive/2026/07/x')
  })
})

describe('registering a converter', () => {
  it.each(['', '1st', 'a-b', 'a b', 'a:b', '<a>'])('refuses the name %j', (name) => {
    expect(() => registerConverter(name, day)).toThrow(
      expect.objectContaining({ code: 'ROUTING_BAD_CONVERTER_NAME' })
    )
  })

  it('takes the same object twice', () => {
    expect(() => registerConverter('day', day)).not.toThrow()
  })

  it.each(['day', 'int'])('refuses another converter named %s', (name) => {
    expect(() => registerConverter(name, { ...day })).toThrow(
      expect.objectContaining({ code: 'ROUTING_DUPLICATE_CONVERTER' })
    )
  })

  it('refuses a slash in a value of one segment', () => {
    expect(() => registerConverter('twoParts', { ...day, regex: '[0-9]+/[0-9]+' })).toThrow(
      expect.objectContaining({ code: 'ROUTING_BAD_CONVERTER' })
    )
  })
})

it('takes a promise for a refusal: matching does not wait', async () => {
  expect(compilePattern('/<refusing:word>').match('/later')).toBeUndefined()
  // a rejection that nobody handled would fail this test
  await new Promise(setImmediate)
})
