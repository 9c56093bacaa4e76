import { bindArguments } from './action-arguments'
import { notAMethod, withoutVerb } from './class-problems'
import { normaliseMethods, VIEW_METHODS, type MethodName } from './http-method'
import type { InheritedAction } from './inheritance'
import type { ControllerClass, RouteDeclaration } from './metadata'
import { draftRoute, type Collected, type RouteDraft } from './route-draft'
import type { Surroundings } from './surroundings'

/** What its class tells an action. */
export interface ActionOwner {
  readonly controller: ControllerClass
  /** How problems call it. */
  readonly label: string
  /** What stands for it in the names of its routes. */
  readonly name: string
  readonly verbOptions: RouteDeclaration['options']
  /** Where given, its actions answer no others. */
  readonly methods?: readonly string[]
  readonly around: Surroundings
  readonly file?: string
}

/** The routes of one action, of which it may have several. */
export function actionDrafts(owner: ActionOwner, action: InheritedAction): Collected<RouteDraft> {
  const { label, file } = owner
  const declarations = action.isVerb ? [verbDeclaration(owner, action)] : action.routes
  if (declarations.length === 0) {
    const isForgotten = action.parameters.size + action.middleware.length > 0 && !action.isRemoved
    return { routes: [], problems: isForgotten ? [withoutVerb(label, action.key, file)] : [] }
  }
  const { method } = action
  if (method === undefined) {
    return { routes: [], problems: [notAMethod(label, action.key, declarations[0]!.file)] }
  }
  const shared = {
    controller: owner.controller,
    action: nameOf(action.key),
    handler: method,
    isMethod: true,
    label: `${label}.${nameOf(action.key)}`,
    actionId: action,
    ...bindArguments(action, owner.controller)
  }
  const routes = declarations.flatMap((declaration) => {
    const methods = answeredMethods(declaration.options.methods, owner.methods)
    const name = declaration.options.name ?? defaultName(owner, action)
    const meta = [...(declaration.options.meta ?? []), ...action.meta]
    const layer = { middleware: action.middleware, meta, unused: declaration.options.unused }
    return methods === undefined
      ? []
      : draftRoute({ ...shared, name, methods, declaration }, owner.around, layer)
  })
  return { routes, problems: [] }
}

function verbDeclaration(
  { verbOptions, file }: ActionOwner,
  { key }: InheritedAction
): RouteDeclaration {
  return { path: '', options: { ...verbOptions, methods: [key as MethodName] }, file }
}

function defaultName({ name }: ActionOwner, { isVerb, key }: InheritedAction): string {
  return isVerb ? name : `${name}.${nameOf(key)}`
}

/** What a route answers where its class answers only `allowed`; `undefined` where that leaves nothing. */
function answeredMethods(
  declared: readonly string[] | undefined,
  allowed: readonly string[] | undefined
): readonly string[] | undefined {
  const methods = normaliseMethods(declared ?? allowed ?? VIEW_METHODS)
  if (allowed === undefined) return methods
  const left = methods.filter((method) => allowed.includes(method))
  return left.length === 0 && methods.length > 0 ? undefined : left
}

function nameOf(key: string | symbol): string {
  return typeof key === 'string' ? key : (key.description ?? 'action')
}
