import type { Problem } from '../errors'
import type { ScannedRoute } from './route-draft'

/** What stands for a class in the names of its routes: `article` for `ArticleController`. */
export function controllerName(className: string, path: string): string {
  const name = className.replace(/(?<=.)Controller$/, '')
  // `default_1` is what compilers call a class that was exported without a name
  return name === '' || /^default(_\d+)?$/.test(name) ? nameFromPath(path) : lowerFirst(name)
}

/** What a function is called: by its own name, else by the words of its path. */
export function functionName(name: string, path: string): string {
  const own = name.replace(/^(?:bound )+/, '')
  return own === '' ? nameFromPath(path) : own
}

/** Report names that `url()` could not tell apart: one name, one set of parameters, two paths. */
export function nameProblems(routes: readonly ScannedRoute[]): Problem[] {
  const known = new Map<string, ScannedRoute>()
  const problems: Problem[] = []
  for (const route of routes) {
    if (route.draft.isAnonymous) continue
    const { name, pattern, path } = route.record
    const key = [name, ...pattern.parameters.map((parameter) => parameter.name).sort()].join(' ')
    const first = known.get(key)
    if (first === undefined) known.set(key, route)
    else if (first.record.path !== path) problems.push(duplicateName(first, route))
  }
  return problems
}

function duplicateName(first: ScannedRoute, second: ScannedRoute): Problem {
  const { name, path, file } = second.record
  const place = first.record.file === undefined ? '' : ` (${first.record.file})`
  return {
    code: 'ROUTING_DUPLICATE_NAME',
    message: `Two routes are called "${name}": ${second.draft.label} at ${path} and ${first.draft.label} at ${first.record.path}${place}.`,
    hint: 'Give one of them a `name`, or include them in different namespaces.',
    file
  }
}

function nameFromPath(path: string): string {
  const words = path.replace(/<(?:\w+:)?(\w+)>/g, '$1').match(/[A-Za-z0-9]+/g) ?? ['index']
  return words.join('.')
}

// HTMLPage: htmlPage, APIStatus: apiStatus, BlogPost: blogPost
function lowerFirst(name: string): string {
  return name.replace(/^[A-Z](?:[A-Z]*(?![a-z]))?/, (start) => start.toLowerCase())
}
