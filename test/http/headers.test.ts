import { ResponseHeaders } from '../../src/http/headers'

it('finds a header under its name in any case', () => {
  const headers = new ResponseHeaders().set('X-Two', ['a', 'b']).set('x-one', 1)
  expect([headers.get('x-TWO'), headers.get('X-ONE'), headers.get('none')]).toEqual([
    'a, b',
    '1',
    undefined
  ])
  expect([headers.has('X-One'), headers.delete('X-ONE').has('x-one')]).toEqual([true, false])
})

it('appends lines, and sets a default only where there is nothing', () => {
  const headers = new ResponseHeaders().append('Link', 'a').append('link', 'b')
  headers.setDefault('Link', 'c').setDefault('X-A', 'd')
  expect({ ...headers.values }).toEqual({ link: ['a', 'b'], 'x-a': 'd' })
})

it.each([
  [undefined, ['Cookie'], 'Cookie'],
  ['Accept, cookie', ['Cookie', 'Origin'], 'Accept, cookie, Origin'],
  ['Accept', ['*'], '*'],
  ['*', ['Accept'], '*']
])('varies %p by %j', (before, names, after) => {
  const headers = new ResponseHeaders()
  if (before !== undefined) headers.set('Vary', before)
  expect(headers.vary(...names).get('Vary')).toBe(after)
})

it.each(['', 'a b', 'a:', 'Transfer-Encoding', 'a\r\nb', 'é', 'a\0'])(
  'refuses the name %j',
  (name) => {
    expect(() => new ResponseHeaders().set(name, 'x')).toThrow('HTTP_BAD_HEADER')
    expect(() => new ResponseHeaders().append(name, 'x')).toThrow('HTTP_BAD_HEADER')
  }
)

it.each(['a\r\nb', 'a\nb', 'a\rb', 'a\0', '\x7f', '€', '\u010a'])(
  'refuses the value %j',
  (value) => {
    expect(() => new ResponseHeaders().set('X-A', value)).toThrow('HTTP_BAD_HEADER')
    expect(() => new ResponseHeaders().set('X-A', ['b', value])).toThrow('HTTP_BAD_HEADER')
    expect(() => new ResponseHeaders().set('X-A', 'b').append('X-A', value)).toThrow(
      'HTTP_BAD_HEADER'
    )
    expect(() => new ResponseHeaders().vary(value)).toThrow('HTTP_BAD_HEADER')
  }
)

it('keeps names of Object.prototype as names', () => {
  const headers = new ResponseHeaders()
  expect([headers.get('constructor'), headers.has('toString')]).toEqual([undefined, false])
  expect(headers.set('__proto__', 'x').get('__PROTO__')).toBe('x')
})
