import { parseRange } from '../../src/http/byte-range'

it.each([
  ['bytes=0-4', { start: 0, end: 4 }],
  ['bytes=5-', { start: 5, end: 9 }],
  ['bytes=-3', { start: 7, end: 9 }],
  ['bytes=0-99', { start: 0, end: 9 }],
  ['bytes=-99', { start: 0, end: 9 }],
  ['bytes=9-9', { start: 9, end: 9 }],
  ['Bytes= 1-2 ', { start: 1, end: 2 }],
  ['bytes=0-99999999999999999999999', { start: 0, end: 9 }],
  ['bytes=10-', 'unsatisfiable'],
  ['bytes=99999999999999999999999-', 'unsatisfiable'],
  ['bytes=10-12', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=4-2', undefined],
  ['bytes=-', undefined],
  ['bytes=', undefined],
  ['bytes=a-b', undefined],
  ['bytes=0-1,4-5', undefined],
  ['bytes=0x1-2', undefined],
  ['bytes=--1', undefined],
  ['lines=0-4', undefined],
  ['', undefined],
  [undefined, undefined]
])('reads %p of ten bytes', (header, range) => expect(parseRange(header, 10)).toEqual(range))

it.each(['bytes=0-', 'bytes=0-0', 'bytes=-5'])('finds no %s in nothing', (header) => {
  expect(parseRange(header, 0)).toBe('unsatisfiable')
})
