import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { linesOf, problemsOf } from './scanned'

const decorators = JSON.stringify(require.resolve('../../src/routing/decorators'))

/** A module that exports a controller with `get` at `/path`. */
const controller = (name: string, path: string) => `
  const { Route } = require(${decorators})
  class ${name} { get() {} }
  Route('/${path}')(${name})
  exports.${name} = ${name}
`

let directory: string

beforeEach(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'nuages-load-')))
})
afterEach(() => rmSync(directory, { recursive: true }))

function write(files: Record<string, string>): string {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true })
    writeFileSync(join(directory, name), text)
  }
  return directory
}

describe('a directory of controllers', () => {
  it('is loaded with its subdirectories, whatever the kind of module', () => {
    const controllers = write({
      'b.js': controller('B', 'b'),
      'sub/a.cjs': controller('A', 'a'),
      'sub/deep/c.ts': `
        import { Get, Route } from ${decorators}
        @Route('/c') export class C { @Get('/<int:id>') show(_request: unknown, _p: unknown) {} }
      `
    })
    expect(linesOf({ controllers })).toEqual(['GET /a a', 'GET /b b', 'GET /c/<int:id> c.show'])
  })

  it('gives each class once, however many files export it', () => {
    const controllers = write({
      'a.js': controller('A', 'a'),
      'index.js': `module.exports = { ...require('./a'), Alias: require('./a').A, other: 1 }`,
      'single.js': `module.exports = require('./a').A`
    })
    expect(linesOf({ controllers })).toEqual(['GET /a a'])
  })

  it('leaves out tests, declarations, maps, packages and other files', () => {
    const controllers = write({
      'a.js': controller('A', 'a'),
      'a.test.js': 'throw 1',
      'a.spec.ts': 'throw 1',
      'a.d.ts': 'throw 1',
      'a.js.map': '{}',
      'data.json': '{}',
      'node_modules/x/index.js': 'throw 1'
    })
    expect(linesOf({ controllers })).toEqual(['GET /a a'])
  })

  it('prefers what was compiled over its source', () => {
    const controllers = write({ 'a.js': controller('A', 'a'), 'a.ts': 'throw 1' })
    expect(linesOf({ controllers })).toEqual(['GET /a a'])
  })

  it('may hold classes that are no controllers, and bases without a path', () => {
    const controllers = write({
      'base.js': `
        const { Get } = require(${decorators})
        class Base { list() {} }
        Get('/all')(Base.prototype, 'list', {})
        class Middle extends Base {}
        module.exports = { Base, Middle, Plain: class Plain { get() {} } }
      `,
      'cats.js': `
        const { Route } = require(${decorators})
        class Cats extends require('./base').Middle {}
        Route('/cats')(Cats)
        exports.Cats = Cats
      `
    })
    expect(linesOf({ controllers })).toEqual(['GET /cats/all cats.list'])
  })

  it('stands beside classes and other directories', () => {
    write({ 'one/a.js': controller('A', 'a'), 'two/b.js': controller('B', 'b') })
    const controllers = [join(directory, 'one'), join(directory, 'two')]
    expect(linesOf({ controllers })).toEqual(['GET /a a', 'GET /b b'])
  })
})

describe('what goes wrong', () => {
  it('is a file that cannot be loaded, beside the routes of the others', () => {
    const controllers = write({
      'a.js': controller('A', 'a'),
      'broken.js': 'throw new RangeError("no luck\\nmore")'
    })
    expect(problemsOf({ controllers })).toMatchObject([
      {
        code: 'ROUTING_FILE_NOT_LOADED',
        message: 'The file could not be loaded: no luck',
        file: join(directory, 'broken.js')
      }
    ])
  })

  it.each([
    ['a syntax error', 'class {'],
    ['a thrown string', 'throw "no luck"'],
    [
      'an export that throws',
      'Object.defineProperty(exports, "a", { enumerable: true, get() { throw 1 } })'
    ]
  ])('is %s', (_case, text) => {
    const controllers = write({ 'a.js': text })
    expect(problemsOf({ controllers })).toMatchObject([{ code: 'ROUTING_FILE_NOT_LOADED' }])
  })

  it('is a directory that is not there', () => {
    const controllers = join(directory, 'nowhere')
    expect(problemsOf({ controllers })).toMatchObject([
      { code: 'ROUTING_NO_DIRECTORY', file: controllers }
    ])
  })

  it('is a directory without a controller', () => {
    const controllers = write({ 'a.js': 'exports.a = class A { get() {} }' })
    expect(problemsOf({ controllers })).toMatchObject([
      { code: 'ROUTING_EMPTY_DIRECTORY', file: directory }
    ])
  })

  it('is a controller that forgot its path', () => {
    const controllers = write({
      'a.js': `
        const { Get } = require(${decorators})
        class A { list() {} }
        Get('/all')(A.prototype, 'list', {})
        exports.A = A
      `
    })
    expect(problemsOf({ controllers })).toMatchObject([{ code: 'ROUTING_VERB_WITHOUT_ROUTE' }])
  })
})
