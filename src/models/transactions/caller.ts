type Callee = (...args: never[]) => unknown

// what it costs is worth it where somebody looks at it
const isKept = process.env.NODE_ENV !== 'production'

/** What tells where `callee` was called from, as `publish (/app/articles.ts:31:9)`; the text is made when it is asked for. */
export function callerOf(callee: Callee): () => string {
  if (!isKept) return unknown
  const holder: { readonly stack?: string } = {}
  Error.captureStackTrace(holder, callee)
  return () => /^ +at (?:async )?(.+)$/m.exec(holder.stack ?? '')?.[1] ?? unknown()
}

function unknown(): string {
  return 'an `atomic` block without `label`'
}
