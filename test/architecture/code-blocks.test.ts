import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type ts from 'typescript'
import { diagnose, messageOf, repositoryOptions } from '../types/compiler'
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
  const options = { ...repositoryOptions(), noUnusedLocals: false, types: ['node', 'jest'] }
  return diagnose({ files: [...byFile.keys()], options }).map((mistake) =>
    describeMistake(mistake, byFile)
  )
}

function describeMistake(mistake: ts.Diagnostic, byFile: Map<string, CodeBlock>): string {
  const { file, start = 0 } = mistake
  if (file === undefined) return messageOf(mistake)
  const line = file.getLineAndCharacterOfPosition(start).line
  const block = byFile.get(file.fileName)!
  return `${block.page}:${block.line + line}: ${messageOf(mistake)}`
}
