import type { Pattern } from './pattern'

/** What can be put in order and looked up: any record with a pattern and methods. */
export interface ResolvableRoute {
  readonly pattern: Pattern
  readonly methods: readonly string[]
}

/**
 * Compare two records for a sort: the order in which nuages tries them, whatever the order of declaration.
 *
 * 1. Segment by segment, as Fastify's router does: a literal, then a segment with parameters, then `<path:p>` or a
 *    regular expression.
 * 2. Between those that Fastify cannot tell apart, segment by segment: literals mixed with parameters (the longest first),
 *    then `int`, `uuid`, `bigint`, converters of the application, `slug`, `str`, and last `path`.
 * 3. One that names HEAD before one that only answers it because it answers GET.
 *
 * Where nothing decides, 0: a stable sort keeps the order of declaration.
 */
export function compareRecords(a: ResolvableRoute, b: ResolvableRoute): number {
  const [first, second] = [a.pattern.order, b.pattern.order]
  if (first !== second) return first < second ? -1 : 1
  return Number(b.methods.includes('HEAD')) - Number(a.methods.includes('HEAD'))
}
