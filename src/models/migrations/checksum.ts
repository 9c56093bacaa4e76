import { createHash } from 'node:crypto'

/** What a migration file says, in short: its layout, quotes and semicolons do not count. */
export function checksumOf(file: string, text: string): string {
  const words = text
    .replaceAll(/["`]/g, "'")
    .replaceAll(/[\s;]+/g, ' ')
    .replaceAll(/ ?([^\w ]) ?/g, '$1')
    .replaceAll(/,(?=[)\]}])/g, '')
  return `${kindOf(file)}:${createHash('sha256').update(words.trim()).digest('hex')}`
}

/** Whether a file says something else by now; a source and what was compiled of it cannot be compared. */
export function isEdited(now: string, then: string | undefined): boolean {
  if (then === undefined || now === then) return false
  return now.slice(0, now.indexOf(':')) === then.slice(0, then.indexOf(':'))
}

function kindOf(file: string): string {
  return /ts$/.test(file) ? 'ts' : 'js'
}
