import { NuagesError } from '../errors'
import type { Url } from '../routing/reverser'

// one application answers in nearly every process; with several, `app.url` says which
let active: readonly Url[] = []

/** Build a path from a route's name, or from a controller and its action, in the open application that is newest. */
export const url: Url = ((...args: Parameters<Url>) => {
  const newest = active.at(-1)
  if (newest !== undefined) return newest(...args)
  throw new NuagesError(
    'APPLICATION_NONE',
    'url() was called, but no application is open.',
    'Call it after createApp(), or use app.url().'
  )
}) as Url

export function activate(reverse: Url): void {
  active = [...active, reverse]
}

export function deactivate(reverse: Url): void {
  active = active.filter((other) => other !== reverse)
}
