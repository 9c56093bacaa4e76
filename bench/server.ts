// A process with one server in it: `server.js <folder> <side> <hooks>`. It speaks with its parent by messages.
import type { ServerModule } from './cases'

/** What a server tells once it listens. Times are in milliseconds. */
export interface Ready {
  readonly port: number
  /** CPU time of `start()`: everything between the modules being loaded and listening. */
  readonly boot: number
}

/** What a server can be asked: its CPU time so far in milliseconds, or its resident memory in bytes. */
export type Question = 'cpu' | 'memory'

async function main([folder, side, hooks]: string[]): Promise<void> {
  const module = (await import(`./cases/${folder}/${side}.js`)) as ServerModule
  const before = cpuTime()
  const { port } = await module.start({ hooks: hooks === 'true' })
  process.on('message', (question: Question) =>
    process.send?.(question === 'cpu' ? cpuTime() : restingMemory())
  )
  process.on('disconnect', () => process.exit())
  process.send?.({ port, boot: cpuTime() - before } satisfies Ready)
}

function restingMemory(): number {
  // `--expose-gc`: what is left is held, not merely not yet collected
  globalThis.gc?.()
  return process.memoryUsage.rss()
}

function cpuTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})
