import { join, relative } from 'node:path'
import ts from 'typescript'
import { root, sourceFiles } from '../architecture/source-files'

const isTyped = (path: string) => path.startsWith('test/types/') || path.endsWith('.types.ts')
const files = sourceFiles(['test'], ['.ts'])
  .map(({ path }) => path)
  .filter((path) => isTyped(path) && !path.endsWith('.test.ts'))

it('finds the files that the compiler alone checks', () => {
  expect(files).toEqual(expect.arrayContaining(['test/types/path-params.ts']))
})

it('compiles what has to compile, and nothing else', () => {
  expect(mistakesIn(files)).toEqual([])
}, 60_000)

function mistakesIn(paths: readonly string[]): string[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path))
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  const program = ts.createProgram(
    paths.map((path) => join(root, path)),
    options
  )
  return ts.getPreEmitDiagnostics(program).map(describeMistake)
}

function describeMistake({ file, start = 0, messageText }: ts.Diagnostic): string {
  const message = ts.flattenDiagnosticMessageText(messageText, '\n')
  if (file === undefined) return message
  const { line } = file.getLineAndCharacterOfPosition(start)
  return `${relative(root, file.fileName)}:${line + 1}: ${message}`
}
