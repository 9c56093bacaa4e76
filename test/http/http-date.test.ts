import { parseHttpDate } from '../../src/http/http-date'

const time = Date.UTC(1994, 10, 6, 8, 49, 37)

it.each([
  'Sun, 06 Nov 1994 08:49:37 GMT',
  'Sunday, 06-Nov-94 08:49:37 GMT',
  'Sun Nov  6 08:49:37 1994'
])('reads %s', (text) => expect(parseHttpDate(text)).toBe(time))

it.each([
  '',
  'yesterday',
  '1994-11-06T08:49:37Z',
  '1994',
  'Sun, 06 Nov 1994 08:49:37',
  'Sun, 06 Nov 1994 08:49:37 +0100',
  'Sun, 06 Xyz 1994 08:49:37 GMT',
  'Sun, 06 Nov 1994 99:49:37 GMT'
])('is not taken in by %j', (text) => expect(parseHttpDate(text)).toBeUndefined())
