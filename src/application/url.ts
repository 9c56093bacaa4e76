import { NuagesError } from '../errors'
import type { Url } from '../routing/reverser'

// one application answers in nearly every process; with several, `app.url` says which
let active: Url | undefined

/** Build a path from a route's name, or from a controller and its action, in the application that was created last. */
export const url: Url = ((...args: Parameters<Url>) => {
  if (active === undefined) {
    throw new NuagesError(
      'APPLICATION_NONE',
      'url() was called, but no application has been created.',
      'Call it after createApp(), or use app.url().'
    )
  }
  return active(...args)
}) as Url

export function activate(reverse: Url): void {
  active = reverse
}

export function deactivate(reverse: Url): void {
  if (active === reverse) active = undefined
}
