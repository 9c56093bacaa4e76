import type { QueryState } from './query-state'

/** Reads a parameter out of a query that has the shape which was compiled. */
export type Binding = (query: QueryState) => unknown

/** A list of parameters; one that is too short is filled up with its last value. */
export interface ListBinding {
  readonly list: (query: QueryState) => readonly unknown[]
  readonly size: number
}

type Part = string | Binding | ListBinding

/** A piece of SQL with what is bound to it, in the order of the text. */
export class Fragment {
  constructor(
    readonly parts: readonly Part[],
    /** It is computed of many rows, and known only when those are grouped. */
    readonly isAggregate = false
  ) {}
}

/** SQL text and, as holes, other fragments, parameters, or text that is quoted already. */
export function sql(text: TemplateStringsArray, ...holes: readonly (Part | Fragment)[]): Fragment {
  const parts: Part[] = [text[0]!]
  holes.forEach((hole, index) => {
    if (hole instanceof Fragment) parts.push(...hole.parts)
    else parts.push(hole)
    parts.push(text[index + 1]!)
  })
  return new Fragment(parts, holes.some(isAggregate))
}

export function joinFragments(fragments: readonly Fragment[], separator: string): Fragment {
  return new Fragment(
    fragments.flatMap(({ parts }, index) => (index === 0 ? parts : [separator, ...parts])),
    fragments.some(isAggregate)
  )
}

/** A fragment of another query, which is found within the one that runs. */
export function within(fragment: Fragment, find: (query: QueryState) => QueryState): Fragment {
  const parts = fragment.parts.map((part): Part => {
    if (typeof part === 'string') return part
    if (typeof part === 'function') return (query) => part(find(query))
    return { list: (query) => part.list(find(query)), size: part.size }
  })
  return new Fragment(parts)
}

function isAggregate(hole: Part | Fragment): boolean {
  return hole instanceof Fragment && hole.isAggregate
}

/** A statement, and how its parameters are read. */
export interface Statement {
  readonly text: string
  readonly bind: (query: QueryState) => unknown[]
}

/** The text of `fragment`, with placeholders as the engine writes them; the first one has number 1. */
export function toStatement(
  fragment: Fragment,
  placeholder: (position: number) => string
): Statement {
  const bindings: (Binding | ListBinding)[] = []
  let text = ''
  let count = 0
  for (const part of fragment.parts) {
    if (typeof part === 'string') {
      text += part
      continue
    }
    bindings.push(part)
    const size = typeof part === 'function' ? 1 : part.size
    text += Array.from({ length: size }, () => placeholder(++count)).join(', ')
  }
  return { text, bind: binder(bindings) }
}

function binder(bindings: readonly (Binding | ListBinding)[]): Statement['bind'] {
  return (query) => {
    const values: unknown[] = []
    for (const binding of bindings) {
      if (typeof binding === 'function') values.push(binding(query))
      else pushAll(values, binding.list(query), binding.size)
    }
    return values
  }
}

function pushAll(values: unknown[], list: readonly unknown[], size: number): void {
  for (let index = 0; index < size; index++) values.push(list[Math.min(index, list.length - 1)])
}
