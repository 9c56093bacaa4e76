import { sep } from 'node:path'
import { fileURLToPath } from 'node:url'

type Factory = (...args: never[]) => unknown

/** Where `factory` was called, as `articles/controllers.ts:31`; `undefined` where the stack does not say. */
export function declaredAt(factory: Factory): string | undefined {
  const line = callerOf(factory)
  // "at Object.<anonymous> (/app/a.ts:3:24)", "at file:///app/a.mjs:3:24", "at async /app/a.ts:3:24"
  const found = /(?:^|\(|\s)((?:file:\/\/|\/|[A-Za-z]:[\\/])[^()]*?):(\d+)(?::\d+)?\)?$/.exec(line)
  if (found === null) return undefined
  const file = found[1]!.startsWith('file:') ? fileURLToPath(found[1]!) : found[1]!
  return `${shorten(file)}:${found[2]}`
}

/** A path as people know it: relative to the working directory where it is inside. */
export function shorten(file: string): string {
  const here = process.cwd() + sep
  return file.startsWith(here) ? file.slice(here.length) : file
}

function callerOf(factory: Factory): string {
  const limit = Error.stackTraceLimit
  const holder: { stack?: unknown } = {}
  try {
    // one frame is enough: those of `factory` and above it are not counted
    Error.stackTraceLimit = 1
    Error.captureStackTrace(holder, factory)
    const stack = String(holder.stack).trimEnd()
    return stack.slice(stack.lastIndexOf('\n') + 1)
  } catch {
    // a frozen `Error`, or somebody else's `prepareStackTrace` that throws: live without the place
    return ''
  } finally {
    restoreLimit(limit)
  }
}

function restoreLimit(limit: number): void {
  try {
    Error.stackTraceLimit = limit
  } catch {
    // frozen: it was not changed either
  }
}
