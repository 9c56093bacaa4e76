import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { transformSync } from '@swc/core'
import ts from 'typescript'
import packageFile from '../../package.json'
import { diagnose, messageOf } from '../types/compiler'
import { Consumer } from './consumer'

jest.setTimeout(120_000)

const root = resolve(__dirname, '../..')
let consumer: Consumer

beforeAll(() => {
  consumer = new Consumer()
})

afterAll(() => consumer.remove())

it('packs dist/ and the files that every package has, and nothing else', () => {
  const known = ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md']
  const built = /^dist\/.+\.(js|mjs|d\.ts|d\.mts)$/
  expect(consumer.packed.filter((path) => !built.test(path)).sort()).toEqual(known.sort())
})

it('packs what every door leads to', () => {
  const targets = JSON.stringify(packageFile.exports).match(/\.\/[^"]+\.[a-z]+/g) ?? []
  expect(targets.filter((target) => !consumer.has(target))).toEqual([])
})

it('serves a CommonJS program', () => {
  expect(consumer.run('commonjs.cjs')).toEqual({ hello: 'CommonJS' })
})

it('serves an ES module, from the same copy', () => {
  expect(consumer.run('module.mjs')).toEqual({ hello: 'ESM', isOneCopy: true })
})

it('serves an application that swc has compiled', () => {
  compileWithSwc('decorators.ts')
  expect(consumer.run('decorators.js')).toEqual({
    statusCode: 201,
    song: { id: 1, title: 'Nuages' }
  })
})

it.each<[string, 'commonjs' | 'module', ts.CompilerOptions]>([
  ['node16 in CommonJS', 'commonjs', { module: ts.ModuleKind.Node16 }],
  ['node20 in ES modules', 'module', { module: ts.ModuleKind.Node20 }],
  ['nodenext in CommonJS', 'commonjs', { module: ts.ModuleKind.NodeNext }],
  [
    'a bundler',
    'module',
    { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler }
  ]
])('gives its types to TypeScript with %s', (_case, type, options) => {
  writeFileSync(join(consumer.folder, 'package.json'), JSON.stringify({ type }))
  expect(mistakesIn('types.ts', options)).toEqual([])
})

it('runs a Jest test through its preset', () => {
  for (const name of ['typescript', 'ts-jest', '@types/jest']) consumer.link(name)
  const jest = { preset: 'nuages', testMatch: ['**/inject.ts'] }
  writeFileSync(join(consumer.folder, 'package.json'), JSON.stringify({ jest }))
  const compilerOptions = {
    module: 'node20',
    isolatedModules: true,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    useDefineForClassFields: false
  }
  writeFileSync(join(consumer.folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }))
  const bin = join(root, 'node_modules/jest/bin/jest.js')
  const { status, stderr } = spawnSync(process.execPath, [bin], {
    cwd: consumer.folder,
    encoding: 'utf8'
  })
  expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringContaining('✓ answers') })
})

function compileWithSwc(file: string): void {
  const { code } = transformSync(readFileSync(join(consumer.folder, file), 'utf8'), {
    jsc: {
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      target: 'es2022'
    },
    module: { type: 'commonjs' }
  })
  writeFileSync(join(consumer.folder, file.replace(/\.ts$/, '.js')), code)
}

/** What the compiler says of a program, and of the declarations of the package that it reads. */
function mistakesIn(file: string, options: ts.CompilerOptions): string[] {
  const mistakes = diagnose({
    files: [join(consumer.folder, file)],
    isAsked: (path) => path.startsWith(consumer.folder),
    options: {
      target: ts.ScriptTarget.ES2022,
      strict: true,
      noEmit: true,
      // a type that no door exports is a mistake in the declarations of an application
      declaration: true,
      experimentalDecorators: true,
      types: ['node'],
      typeRoots: [join(root, 'node_modules/@types')],
      ...options
    }
  })
  return mistakes.map(messageOf)
}
