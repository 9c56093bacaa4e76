import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'
import { codeBlocks, type CodeBlock } from './code-blocks'
import { root, sourceFiles } from './source-files'

// marked `ts no-check`: a block that is wrong on purpose, and nothing else
const SKIPPED = 0

const blocks = sourceFiles(['README.md', 'docs'], ['.md']).flatMap(codeBlocks)
let folder: string

beforeAll(() => {
  mkdirSync(join(root, '.cache'), { recursive: true })
  folder = mkdtempSync(join(root, '.cache/docs-'))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('finds ts blocks in README.md', () => {
  expect(blocks.map(({ page }) => page)).toContain('README.md')
})

it('compiles every ts block of README.md and docs/', () => {
  expect(mistakesIn(blocks.filter(({ isSkipped }) => !isSkipped))).toEqual([])
}, 60_000)

it('leaves few blocks unchecked', () => {
  expect(blocks.filter(({ isSkipped }) => isSkipped)).toHaveLength(SKIPPED)
})

it('reports a mistake with its page and line', () => {
  const text = '# Page\n\n```ts\nconst one = 1\nconst two: string = one\n```\n'
  expect(mistakesIn(codeBlocks({ path: 'docs/page.md', text }))).toEqual([
    "docs/page.md:5: Type 'number' is not assignable to type 'string'."
  ])
})

it('lets a block import the file of another block on its page', () => {
  const text = [
    '```ts file=articles/models.ts\nexport const article = 1\n```',
    "```ts file=main.ts\nimport { article } from './articles/models'\narticle.trim()\n```"
  ].join('\n')
  expect(mistakesIn(codeBlocks({ path: 'docs/page.md', text }))).toEqual([
    "docs/page.md:6: Property 'trim' does not exist on type '1'."
  ])
})

/** What the compiler says of `blocks`, each page a folder of its own, in one program. */
function mistakesIn(blocks: readonly CodeBlock[]): string[] {
  const byFile = new Map(blocks.map((block) => [join(folder, block.page, block.file), block]))
  for (const [file, { code }] of byFile) {
    mkdirSync(dirname(file), { recursive: true })
    // a block without an import would be a script, and share its names with all others
    writeFileSync(file, /^(import|export)\b/m.test(code) ? code : `${code}export {}\n`)
  }
  const program = ts.createProgram([...byFile.keys()], compilerOptions())
  return ts.getPreEmitDiagnostics(program).map((diagnostic) => describeMistake(diagnostic, byFile))
}

function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path))
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  return { ...options, noUnusedLocals: false, types: ['node', 'jest'] }
}

function describeMistake(diagnostic: ts.Diagnostic, byFile: Map<string, CodeBlock>): string {
  const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')
  const { file, start = 0 } = diagnostic
  if (file === undefined) return message
  const line = file.getLineAndCharacterOfPosition(start).line
  const block = byFile.get(file.fileName)
  if (block === undefined) return `${relative(root, file.fileName)}:${line + 1}: ${message}`
  return `${block.page}:${block.line + line}: ${message}`
}
