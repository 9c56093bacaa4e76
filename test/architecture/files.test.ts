import { basename } from 'node:path'
import packageFile from '../../package.json'
import { sourceFiles } from './source-files'

const code = ['.ts', '.tsx', '.js']
const source = sourceFiles(['src'], code)
const everything = sourceFiles(['src', 'test', 'sample-app', 'bench', '.ci'], code)
const named = (files: readonly { path: string }[]) => files.map(({ path }) => path)

it('keeps every file within 300 lines', () => {
  const long = everything.filter(({ text }) => text.trimEnd().split('\n').length > 300)
  expect(named(long)).toEqual([])
})

it('has no folder that is named after nothing', () => {
  const drawers = /(^|\/)(utils?|helpers?|common|core|types|shared)\//
  const files = sourceFiles(['src', 'sample-app', 'bench'], [''])
  expect(named(files).filter((path) => drawers.test(path))).toEqual([])
})

it('names every file in kebab-case', () => {
  const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|types|d))?\.(ts|tsx|js)$/
  // 0002_add_article_views.ts, as makeMigrations() names it
  const migration = /^sample-app\/migrations\/[a-z]+\/\d{4}(_[a-z0-9]+)+\.ts$/
  const others = named(everything).filter((path) => !migration.test(path))
  expect(others.filter((path) => !kebab.test(basename(path)))).toEqual([])
})

it('uses no `any` in src', () => {
  const any = /(:|\bas|<|,|\|)\s*any\b(?!\.)(\[\])?\s*[;,)>=|\n]/
  const withoutComments = (text: string) => text.replace(/\/\*[^]*?\*\/|\/\/.*/g, '')
  expect(named(source.filter(({ text }) => any.test(withoutComments(text))))).toEqual([])
})

it('exports explicit names from every index.ts', () => {
  const doors = source.filter(({ path }) => path.endsWith('index.ts'))
  expect(named(doors.filter(({ text }) => /export \*/.test(text)))).toEqual([])
})

it('opens a door in package.json for every index.ts, and no other', () => {
  const doors = Object.values(packageFile.exports)
    .filter((door) => typeof door === 'object')
    .map((door) => door.require.types.replace('./dist/', 'src/').replace('.d.ts', '.ts'))
  const indexes = named(source).filter((path) => path.endsWith('index.ts'))
  expect(doors.sort()).toEqual(indexes.sort())
})

it('keeps the README within 150 lines', () => {
  const [readme] = sourceFiles(['README.md'], ['.md'])
  expect(readme?.text.trimEnd().split('\n').length).toBeLessThanOrEqual(150)
})
