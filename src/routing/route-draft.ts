import type { Problem } from '../errors'
import type { RouteDeclaration } from './metadata'
import type { RouteRecord } from './route-record'
import { inNamespace, inside, type Layer, type Surroundings } from './surroundings'

/** A route before its path is compiled, with what only the scanner needs to know of it. */
export interface RouteDraft {
  readonly record: Omit<RouteRecord, 'path' | 'pattern'>
  readonly prefix: string
  readonly path: string | RegExp
  /** `ArticleController.show`: how problems call it. */
  readonly label: string
  /** The same for every route of one action: what one of them does not capture another may. */
  readonly actionId: object
  /** Parameters of the path that nothing has to take. */
  readonly unused: readonly string[]
  /** Positions of arguments that nothing says how to fill. */
  readonly unbound: readonly number[]
  /** Whether nobody chose the name, so that it may be ambiguous. */
  readonly isAnonymous: boolean
}

/** What a class or a function tells of one of its routes. */
export interface DraftParts
  extends
    Pick<RouteRecord, 'name' | 'methods' | 'controller' | 'action' | 'handler' | 'isMethod'>,
    Pick<Partial<RouteRecord>, 'arguments'>,
    Pick<RouteDraft, 'label' | 'actionId'> {
  readonly declaration: RouteDeclaration
  readonly unbound?: readonly number[]
  readonly isAnonymous?: boolean
}

/** A draft and the record made of it. */
export interface ScannedRoute {
  readonly draft: RouteDraft
  readonly record: RouteRecord
}

/** Drafts or routes, and what was wrong on the way. */
export interface Collected<T> {
  readonly routes: readonly T[]
  readonly problems: readonly Problem[]
}

/** Put a declared route into its surroundings, with its own `layer` innermost. */
export function draftRoute(parts: DraftParts, around: Surroundings, layer: Layer): RouteDraft {
  const { declaration, label, actionId, unbound = NOTHING, isAnonymous = false } = parts
  const { prefix, namespace, middleware, meta, unused } = inside(around, layer)
  const { returns, status } = declaration.options
  return {
    record: {
      name: inNamespace(namespace, parts.name),
      methods: Object.freeze(parts.methods),
      controller: parts.controller,
      action: parts.action,
      handler: parts.handler,
      isMethod: parts.isMethod,
      arguments: parts.arguments ?? NOTHING,
      middleware,
      meta: new Map(meta),
      returns,
      status,
      file: declaration.file
    },
    prefix,
    path: declaration.path,
    label,
    actionId,
    unused,
    unbound,
    isAnonymous
  }
}

const NOTHING: readonly never[] = Object.freeze([])
