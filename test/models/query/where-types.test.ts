import { join } from 'node:path'
import ts from 'typescript'
import { root } from '../../architecture/source-files'

it('compiles conditions with exact optional properties too', () => {
  const files = ['where.types.ts', 'where-kinds.types.ts'].map(read)
  expect(mistakesIn(files, { exactOptionalPropertyTypes: true })).toEqual([])
}, 60_000)

it('says what is wrong with conditions', () => {
  const lines = [
    "import { Book } from './library'",
    "void Book.filter({ titel: 'a' })",
    "void Book.filter({ author: { nmae: 'a' } })",
    'void Book.filter({ title: 1 })',
    "void Book.filter({ title: { startWith: 'a' } })",
    "void Book.all().orderBy('titel')"
  ]
  expect(mistakesIn([{ name: 'asked.ts', text: lines.join('\n') }], {})).toMatchInlineSnapshot(`
   [
     "Object literal may only specify known properties, but 'titel' does not exist in type 'Where<Book>'. Did you mean to write 'title'?",
     "Object literal may only specify known properties, and 'nmae' does not exist in type 'Person | Where<Person> | KeyLookups<Person, null>'.",
     "Type 'number' is not assignable to type 'string | Expression<string, never> | Lookups<string, never> | undefined'.",
     "Object literal may only specify known properties, and 'startWith' does not exist in type 'Expression<string, never> | Lookups<string, never>'.",
     "Argument of type '"titel"' is not assignable to parameter of type 'OrderTerm<Book & object>'.",
   ]
  `)
}, 60_000)

interface Source {
  readonly name: string
  readonly text: string
}

function read(name: string): Source {
  return { name, text: ts.sys.readFile(join(__dirname, name))! }
}

function mistakesIn(sources: readonly Source[], more: ts.CompilerOptions): string[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path))
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  const paths = sources.map(({ name }) => join(__dirname, name))
  const host = ts.createCompilerHost({ ...options, ...more })
  const { readFile, fileExists } = host
  const given = (path: string): Source | undefined => sources[paths.indexOf(path)]
  host.readFile = (path) => given(path)?.text ?? readFile(path)
  host.fileExists = (path) => given(path) !== undefined || fileExists(path)
  const program = ts.createProgram(paths, { ...options, ...more }, host)
  return paths
    .flatMap((path) => ts.getPreEmitDiagnostics(program, program.getSourceFile(path)))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
}
