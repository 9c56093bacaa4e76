import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root, sourceFiles, type SourceFile } from './source-files'

// HTTP_BAD_HEADER: a folder or file of src (`models` is MODEL or MODELS), then what happened
const folders = ['src', 'src/contrib']
  .flatMap(namesIn)
  .map((name) => name.replace(/s?(\.tsx?)?$/, ''))
// a pool that has nothing left is the database's trouble, not that of a model; migrations live in models
const prefixes = [...folders, 'database-pool', 'migration'].map((name) =>
  name.toUpperCase().replaceAll('-', '_')
)
const code = new RegExp(`['"\`]((?:${prefixes.join('|')})S?_[A-Z0-9_]+)['"\`]`, 'g')

const codesIn = (files: readonly SourceFile[]) =>
  new Set(files.flatMap(({ text }) => [...text.matchAll(code)].map(([, name]) => name ?? '')))

const thrown = [...codesIn(sourceFiles(['src'], ['.ts', '.tsx']))].sort()
const tests = sourceFiles(['test'], ['.ts', '.tsx'])
  .map(({ text }) => text)
  .join('\n')
const documentation = sourceFiles(['docs/reference'], ['errors.md'])
  .map(({ text }) => text)
  .join('\n')

it('finds the codes in src', () => expect(thrown).toContain('APPLICATION_BOOT'))

it('names every code of src in a test', () => {
  expect(thrown.filter((name) => !tests.includes(name))).toEqual([])
})

it('explains every code of src in docs/reference/errors.md', () => {
  expect(thrown.filter((name) => !documentation.includes(`\`${name}\``))).toEqual([])
})

it('explains no code in docs/reference/errors.md that src does not have', () => {
  const explained = [...documentation.matchAll(/^#+ `([A-Z0-9_]+)`|^\| `([A-Z0-9_]+)`/gm)]
  const names = explained.map(([, heading, row]) => heading ?? row ?? '')
  expect(names.filter((name) => !thrown.includes(name))).toEqual([])
})

function namesIn(folder: string): string[] {
  const path = join(root, folder)
  return existsSync(path) ? readdirSync(path) : []
}
