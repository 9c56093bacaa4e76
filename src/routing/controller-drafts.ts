import type { Problem } from '../errors'
import { actionDrafts } from './action-drafts'
import { noRoutes, notAMethod, regexPrefix, unknownMethods, withoutRoute } from './class-problems'
import { normaliseMethods } from './http-method'
import { inheritedClass } from './inheritance'
import type { ControllerClass, RouteDeclaration } from './metadata'
import type { Collected, RouteDraft } from './route-draft'
import { controllerName } from './route-names'
import { inside, type Surroundings } from './surroundings'

/** The routes of one controller. Where a URLconf mounts it, it needs no `@Route`. */
export function controllerDrafts(
  controller: ControllerClass,
  around: Surroundings,
  mount?: RouteDeclaration
): Collected<RouteDraft> {
  const inherited = inheritedClass(controller)
  const { route } = inherited
  const className = typeof controller.name === 'string' ? controller.name : ''
  const label = className === '' ? 'A class without a name' : className
  const { path: prefix = '', file } = route ?? { file: mount?.file }
  if (route === undefined && mount === undefined) return failed(withoutRoute(label, inherited))
  if (typeof prefix !== 'string' || typeof mount?.path === 'object') {
    return failed(regexPrefix(label, file))
  }

  const options = { ...route?.options, ...mount?.options }
  const { middleware, meta } = inherited
  const allMeta = [...(route?.options.meta ?? []), ...meta]
  const own = inside(around, { middleware, meta: allMeta, unused: route?.options.unused }, prefix)
  const scanned = {
    controller,
    label,
    name: options.name ?? controllerName(className, own.prefix),
    // the methods named after verbs have no decorator: what the class says goes for them
    verbOptions: { returns: options.returns, status: options.status },
    methods: options.methods && normaliseMethods(options.methods),
    around: own,
    file
  }
  const collected = inherited.actions.map((action) => actionDrafts(scanned, action))
  const routes = collected.flatMap((one) => one.routes)
  const problems: Problem[] = [
    ...unknownMethods(label, scanned.methods, file),
    ...inherited.statics.map((key) => notAMethod(label, key, file)),
    ...collected.flatMap((one) => one.problems)
  ]
  if (routes.length === 0 && problems.length === 0) problems.push(noRoutes(label, file))
  return { routes, problems }
}

function failed(problem: Problem): Collected<RouteDraft> {
  return { routes: [], problems: [problem] }
}
