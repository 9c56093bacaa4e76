import { toSqliteValues } from '../../../src/models/sqlite/parameters'

class Money {
  toString(): string {
    return '1.50'
  }
}
const bytes = Buffer.from([1, 2])

it.each([
  ['text', 'a', 'a'],
  ['a number', 1.5, 1.5],
  ['true', true, 1],
  ['false', false, 0],
  ['null', null, null],
  ['undefined', undefined, null],
  ['a small bigint', 5n, 5],
  ['a large bigint', 2n ** 60n, '1152921504606846976'],
  ['a date', new Date('2026-01-31T12:00:00.001Z'), '2026-01-31 12:00:00.001'],
  ['bytes', bytes, bytes],
  ['a list', [1, 'a'], '[1,"a"]'],
  ['an object', { a: 1 }, '{"a":1}'],
  ['an object of a class', new Money(), '1.50']
])('stores %s', (_case, value, stored) => expect(toSqliteValues([value])).toEqual([stored]))

it.each([
  ['NaN', NaN],
  ['an invalid date', new Date('no')],
  ['a function', () => 1],
  ['a symbol', Symbol('a')]
])('refuses %s', (what, value) => {
  expect(() => toSqliteValues([1, value])).toThrow(
    `MODEL_BAD_PARAMETER: Parameter 2 of a query is ${what}, which a database cannot store.`
  )
})
