import { parse } from 'fast-querystring'
import type { Limits } from '../settings'
import { hasMoreFields } from './field-limit'

/** A query as Fastify has it: a text, or a list of texts where a name is repeated. */
export type Query = Record<string, string | string[]>

/** Stands for a query of more than `limits.fields` fields: compare by identity, answer 400. */
export const TOO_MANY_FIELDS: Readonly<Query> = Object.freeze(Object.create(null))

/**
 * Make Fastify's `querystringParser`: Fastify's own, with a limit.
 *
 * Its results have no prototype, so that `__proto__` and `constructor` are names like others; what cannot be
 * decoded stays as it came.
 */
export function createQueryParser(limits: Pick<Limits, 'fields'>): (text: string) => Query {
  return function parseQuery(text) {
    return hasMoreFields(text, '&', limits.fields) ? (TOO_MANY_FIELDS as Query) : parse(text)
  }
}
