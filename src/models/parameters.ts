import { NuagesError } from '../errors'

/** Refuse values that no database stores, or that a driver would make something else of. */
export function assertParameters(parameters: readonly unknown[]): void {
  for (let index = 0; index < parameters.length; index++) {
    const what = whatIsWrong(parameters[index])
    if (what !== undefined) throw badParameter(index, what)
  }
}

export function badParameter(index: number, what: string): NuagesError {
  return new NuagesError(
    'MODEL_BAD_PARAMETER',
    `Parameter ${index + 1} of a query is ${what}, which a database cannot store.`,
    'Check the value before the query: null is the way to say "nothing".'
  )
}

function whatIsWrong(value: unknown): string | undefined {
  switch (typeof value) {
    case 'number':
      return Number.isNaN(value) ? 'NaN' : undefined
    case 'object':
      return value instanceof Date && Number.isNaN(value.getTime()) ? 'an invalid date' : undefined
    case 'function':
    case 'symbol':
      return `a ${typeof value}`
    default:
      return undefined
  }
}
