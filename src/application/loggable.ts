/** A copy of what was thrown that a logger can read and write on: the original may be frozen, or throw when read. */
export function loggable(thrown: unknown, depth = 5): Error {
  try {
    if (!(thrown instanceof Error)) return new Error(`${String(thrown)} was thrown.`)
    const copy = new Error(thrown.message)
    const { name, stack, cause } = thrown
    // loggers tell the class
    Object.defineProperty(copy, 'constructor', { value: thrown.constructor })
    Object.assign(copy, plainFields(thrown), { name, stack })
    if (cause !== undefined && depth > 0) copy.cause = loggable(cause, depth - 1)
    return copy
  } catch {
    return new Error('What was thrown cannot be read.')
  }
}

/** Its code, status and the like. */
function plainFields(error: Error): Record<string, unknown> {
  const entries = Object.entries(error).filter(([, value]) => typeof value !== 'object')
  return Object.fromEntries(entries)
}
