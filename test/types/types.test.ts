import { join, relative } from 'node:path'
import type ts from 'typescript'
import { root, sourceFiles } from '../architecture/source-files'
import { diagnose, messageOf, repositoryOptions } from './compiler'

const isTyped = (path: string) => path.startsWith('test/types/') || path.endsWith('.types.ts')
const files = sourceFiles(['test'], ['.ts'])
  .map(({ path }) => path)
  .filter((path) => isTyped(path) && !path.endsWith('.test.ts'))

it('finds the files that the compiler alone checks', () => {
  expect(files).toEqual(expect.arrayContaining(['test/types/path-params.ts']))
})

it('compiles what has to compile, and nothing else', () => {
  const paths = files.map((path) => join(root, path))
  const mistakes = diagnose({ files: paths, options: repositoryOptions() })
  expect(mistakes.map(describeMistake)).toEqual([])
}, 60_000)

function describeMistake(mistake: ts.Diagnostic): string {
  const { file, start = 0 } = mistake
  if (file === undefined) return messageOf(mistake)
  const { line } = file.getLineAndCharacterOfPosition(start)
  return `${relative(root, file.fileName)}:${line + 1}: ${messageOf(mistake)}`
}
