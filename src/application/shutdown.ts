const SIGNALS = ['SIGINT', 'SIGTERM'] as const

/** Close once when the process is asked to end; the answer takes the listeners away. */
export function onShutdown(close: () => Promise<void>): () => void {
  const stop = () => {
    remove()
    close().catch((error: unknown) => {
      process.exitCode = 1
      process.emitWarning(error instanceof Error ? error : String(error))
    })
  }
  const remove = () => {
    for (const signal of SIGNALS) process.removeListener(signal, stop)
  }
  for (const signal of SIGNALS) process.once(signal, stop)
  return remove
}
