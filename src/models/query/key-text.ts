/** A key as text that no other key has: what the database gives as a number may be text to the program. */
export function keyText(key: readonly unknown[]): string {
  return JSON.stringify(key.map(partText))
}

function partText(part: unknown): string {
  if (part instanceof Uint8Array) return `bytes ${Buffer.from(part).toString('hex')}`
  if (part instanceof Date) return `date ${part.getTime()}`
  return typeof part === 'object' && part !== null ? JSON.stringify(part) : String(part)
}
