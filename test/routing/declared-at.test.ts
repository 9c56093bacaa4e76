import { declaredAt } from '../../src/routing/declared-at'

const here = () => declaredAt(here)

/** What is found in a stack as other engines and compilers write it. */
function placeIn(line: string): string | undefined {
  const before = Error.prepareStackTrace
  Error.prepareStackTrace = () => `Error\n    at ${line}`
  try {
    return here()
  } finally {
    Error.prepareStackTrace = before
  }
}

it('says where a function was called', () => {
  expect(here()).toMatch(/^test\/routing\/declared-at\.test\.ts:17$/)
})

it.each([
  ['a file', 'Object.<anonymous> (/srv/app/a.js:3:24)', '/srv/app/a.js:3'],
  ['a file without a function', '/srv/app/a.js:3:24', '/srv/app/a.js:3'],
  ['a module', 'C.m (file:///srv/app%20one/a.mjs:3:24)', '/srv/app one/a.mjs:3'],
  ['a drive', 'C:\\app\\a.js:3:24', 'C:\\app\\a.js:3'],
  ['nothing', '<anonymous>', undefined],
  ['evaluated text', 'evaluated (eval at x)', undefined]
])('reads %s from a stack', (_case, line, place) => expect(placeIn(line)).toBe(place))

it('leaves the limit of stacks as it is', () => {
  const before = Error.stackTraceLimit
  here()
  expect(Error.stackTraceLimit).toBe(before)
})

it('gives up where a stack cannot be made', () => {
  const before = Error.prepareStackTrace
  Error.prepareStackTrace = () => {
    throw new RangeError('no stack')
  }
  try {
    expect(here()).toBeUndefined()
  } finally {
    Error.prepareStackTrace = before
  }
})
