import { randomBytes } from 'node:crypto'
import type { EngineOptions } from '../../database-url'

/** A database on the same server, under a name of its own. */
export interface ScratchDatabase {
  /** Make it where it is missing, and remove what is in it. */
  empty(): Promise<void>
  drop(): Promise<void>
  /** The options that lead there. */
  options(like: EngineOptions): EngineOptions
}

/** A name that nobody else has. */
export function scratchName(): string {
  return `nuages_scratch_${process.pid}_${randomBytes(4).toString('hex')}`
}

/** Options with another database in them, in the URL too. */
export function withDatabase(options: EngineOptions, database: string): EngineOptions {
  const { url, ...rest } = options as { readonly url?: string }
  if (url === undefined) return { ...rest, database } as EngineOptions
  const target = new URL(url)
  target.pathname = `/${database}`
  return { ...rest, url: target.href, database } as EngineOptions
}
