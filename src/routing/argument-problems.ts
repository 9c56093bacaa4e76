import type { Problem } from '../errors'
import { takesParams } from './action-arguments'
import type { Parameter } from './pattern'
import type { ScannedRoute } from './route-draft'

/** What does not fit between the arguments of the actions and the paths and methods of their routes. */
export function argumentProblems(routes: readonly ScannedRoute[]): Problem[] {
  const captured = capturedByAction(routes)
  return routes
    .filter(hasArguments)
    .flatMap((route) => [
      ...unboundArguments(route),
      ...bodyWithoutBody(route),
      ...unusedParameters(route),
      ...unknownParameters(route, captured.get(route.draft.actionId)!),
      ...mistypedParameters(route)
    ])
}

function hasArguments({ record }: ScannedRoute): boolean {
  return record.arguments.length > 0 || record.pattern.parameters.length > 0
}

/** What any route of an action captures: where one has no page, its argument keeps its default. */
function capturedByAction(routes: readonly ScannedRoute[]): Map<object, Set<string>> {
  const captured = new Map<object, Set<string>>()
  for (const { draft, record } of routes) {
    const names = captured.get(draft.actionId) ?? new Set()
    for (const { name } of record.pattern.parameters) names.add(name)
    captured.set(draft.actionId, names)
  }
  return captured
}

function unboundArguments({ draft, record }: ScannedRoute): Problem[] {
  return draft.unbound.map((position) => ({
    code: 'ROUTING_UNBOUND_ARGUMENT',
    message: `Nothing says what argument ${position + 1} of ${draft.label} is.`,
    hint: 'Decorate it: `@Param()` for all parameters, `@Req()` for the request, `@Body()`, `@Query()`, …',
    file: record.file
  }))
}

const BODILESS = ['GET', 'HEAD', 'OPTIONS']

function bodyWithoutBody({ draft, record }: ScannedRoute): Problem[] {
  const wantsBody = record.arguments.some(({ source }) => source === 'body')
  if (!wantsBody || record.methods.some((method) => !BODILESS.includes(method))) return []
  return [
    {
      code: 'ROUTING_BODY_WITHOUT_BODY',
      message: `${draft.label} takes a body, but answers ${record.methods.join(', ')}, which has none.`,
      hint: 'Use `@Post()`, `@Put()` or `@Patch()`; or read `@Query()` instead.',
      file: record.file
    }
  ]
}

function unusedParameters({ draft, record }: ScannedRoute): Problem[] {
  const { pattern, arguments: taken, handler, path, file } = record
  if (pattern.parameters.length === 0 || taken.some(({ source }) => source === 'params')) return []
  if (taken.length === 0 && takesParams(handler)) return []
  const named = taken.map(({ source, name }) => (source === 'param' ? name : undefined))
  const unused = pattern.parameters.filter(
    ({ name }) => !named.includes(name) && !draft.unused.includes(name)
  )
  return unused.map(({ name }) => ({
    code: 'ROUTING_UNUSED_PARAMETER',
    message: `${draft.label} does not take "${name}", which its path ${path} captures.`,
    hint: `Take it with \`@Param('${name}')\` or as \`(request, { ${name} })\`, or accept it with \`unused: ['${name}']\`.`,
    file
  }))
}

function unknownParameters(
  { draft, record }: ScannedRoute,
  captured: ReadonlySet<string>
): Problem[] {
  const missing = record.arguments.filter(
    ({ source, name }) => source === 'param' && !captured.has(name!)
  )
  const known = [...captured].map((name) => `"${name}"`).join(', ')
  return missing.map(({ name }) => ({
    code: 'ROUTING_UNKNOWN_PARAMETER',
    message: `${draft.label} takes the parameter "${name}", which its path ${record.path} does not capture.`,
    hint: known === '' ? `Write \`<${name}>\` into the path.` : `The path captures ${known}.`,
    file: record.file
  }))
}

function mistypedParameters({ draft, record }: ScannedRoute): Problem[] {
  return record.arguments.flatMap(({ source, name, type }) => {
    const parameter = record.pattern.parameters.find((one) => one.name === name)
    if (source !== 'param' || parameter === undefined || fits(parameter, type)) return []
    return {
      code: 'ROUTING_PARAMETER_TYPE',
      message: `${draft.label} takes "${name}" as ${nameOf(type)}, but ${record.path} gives ${nameOf(parameter.type)}.`,
      hint: 'Change the type of the argument, or the converter: `<int:id>` is a number, `<id>` a string.',
      file: record.file
    }
  })
}

/** `Object` is what compilers write for unions, interfaces and whatever they do not know: no judgement there. */
function fits({ type: given }: Parameter, wanted: unknown): boolean {
  if (typeof given !== 'function' || typeof wanted !== 'function') return true
  return given === wanted || wanted === Object || given === Object || isSubclass(given, wanted)
}

function isSubclass(given: unknown, wanted: unknown): boolean {
  return (given as { prototype: unknown }).prototype instanceof (wanted as typeof Object)
}

function nameOf(type: unknown): string {
  return (type as { name?: string }).name ?? 'something'
}
