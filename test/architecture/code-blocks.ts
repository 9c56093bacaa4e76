import type { SourceFile } from './source-files'

/** A `ts` or `tsx` block of a Markdown page. */
export interface CodeBlock {
  readonly page: string
  /** The line of the page on which the code begins, from 1. */
  readonly line: number
  /** Where the page says the code lives (`file=articles/models.ts`), or a name made of its line. */
  readonly file: string
  readonly code: string
  /** Whether the page asks to leave it alone (`ts no-check`). */
  readonly isSkipped: boolean
}

const FENCE = /^```(tsx?)\b([^\n]*)\n([^]*?)^```$/gm

/** The `ts` and `tsx` blocks of a page, in its order. */
export function codeBlocks({ path, text }: SourceFile): CodeBlock[] {
  return [...text.matchAll(FENCE)].map(({ 1: language, 2: words = '', 3: code = '', index }) => {
    const line = text.slice(0, index).split('\n').length + 1
    const file = /\bfile=(\S+)/.exec(words)?.[1] ?? `block-${line}.${language}`
    return { page: path, line, file, code, isSkipped: /\bno-check\b/.test(words) }
  })
}
