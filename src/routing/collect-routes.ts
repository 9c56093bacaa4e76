import { notAController } from './class-problems'
import { controllerDrafts } from './controller-drafts'
import { normaliseMethods, VIEW_METHODS } from './http-method'
import { isClass } from './is-class'
import { draftRoute, type Collected, type RouteDraft } from './route-draft'
import { functionName } from './route-names'
import { inside, NOWHERE, type Surroundings } from './surroundings'
import type { PathEntry, UrlEntry } from './urlconf'

type View = RouteDraft['record']['handler']

/** The drafts of all routes that `entries` lead to, in their order. */
export function collectRoutes(
  entries: readonly UrlEntry[],
  around: Surroundings = NOWHERE
): Collected<RouteDraft> {
  const collected = entries.map((entry) => collectEntry(entry, around))
  return {
    routes: collected.flatMap(({ routes }) => routes),
    problems: collected.flatMap(({ problems }) => problems)
  }
}

function collectEntry(entry: UrlEntry, around: Surroundings): Collected<RouteDraft> {
  if (entry.kind === 'include') {
    return collectRoutes(entry.entries, inside(around, entry.options, entry.prefix))
  }
  if (entry.kind === 'controller') {
    return isClass(entry.target)
      ? controllerDrafts(entry.target, around)
      : { routes: [], problems: [notAController(entry.label, entry.target)] }
  }
  const { target, path, options, file } = entry
  if (isClass(target)) {
    const at = typeof path === 'string' ? inside(around, options, path) : around
    return controllerDrafts(target, at, { path, options, file })
  }
  if (typeof target === 'function') return functionDraft(entry, target as View, around)
  return { routes: [], problems: [notAController(`The view of "${String(path)}"`, target, file)] }
}

function functionDraft(
  { path, options, file }: PathEntry,
  view: View,
  around: Surroundings
): Collected<RouteDraft> {
  const draft = draftRoute(
    {
      name: options.name ?? functionName(view.name, String(path)),
      methods: normaliseMethods(options.methods ?? VIEW_METHODS),
      controller: view,
      action: view.name,
      handler: view,
      isMethod: false,
      label: `${view.name || 'a function'}()`,
      actionId: view,
      isAnonymous: options.name === undefined && view.name === '',
      declaration: { path, options, file }
    },
    around,
    options
  )
  return { routes: [draft], problems: [] }
}
