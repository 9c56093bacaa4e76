import type { OperationOf } from './operations'
import type { ColumnDefinition } from './schema'
import { compact, type EngineName } from './schema-state'
import { familyOf } from './type-families'

const NUMBERS = ['integer', 'decimal', 'fraction']

type Alteration = Pick<OperationOf<'alterColumn'>, 'name' | 'from' | 'to'>

/**
 * What turns the values of a column into those of another type, where the engine has no cast of its own between the
 * two; a migration spells it out, so that it can be changed.
 */
export function usingFor(alteration: Alteration, engine: EngineName): string | undefined {
  return engine === 'postgres' ? castInPostgres(alteration) : undefined
}

/** What a column has to be on the way to another type: MariaDB makes a UUID of a text, and of nothing else. */
export function typeBetween(
  { from, to }: Pick<Alteration, 'from' | 'to'>,
  engine: EngineName
): ColumnDefinition | undefined {
  const isUuid = [from, to].filter(({ type }) => type === 'uuid').length === 1
  const isText = familyOf(from) === 'text' || familyOf(to) === 'text'
  if (engine !== 'mysql' || !isUuid || isText) return undefined
  const { nullable, primary } = from
  return compact({ type: 'varchar', length: '36', nullable, primary: primary && to.primary })
}

function castInPostgres({ name, from, to }: Alteration): string | undefined {
  if (to.type === 'enum' || from.generatedAs !== undefined) return undefined
  const column = `"${name}"`
  if (!from.array && to.array) return `ARRAY[${column}]::${fullType(to)}`
  if (from.array && !to.array) return `${column}::text::${fullType(to)}`
  const [before, after] = [familyOf(from), familyOf(to)]
  if (before === after && from.type !== 'enum') return undefined
  if (after === 'text' || (before === 'text' && from.type !== 'enum')) return undefined
  if (NUMBERS.includes(before) && NUMBERS.includes(after)) return undefined
  const list = from.array ? '[]' : ''
  const isNumber = NUMBERS.includes(before) || NUMBERS.includes(after)
  const isTruth = before === 'boolean' || after === 'boolean'
  const way = isNumber && isTruth ? 'integer' : 'text'
  return `${column}::${way}${list}::${fullType(to)}`
}

function fullType({ type, length, precision, scale, array }: ColumnDefinition): string {
  const numbers = [length ?? precision, scale].filter((part) => part !== undefined)
  const size = numbers.length === 0 ? '' : `(${numbers.join(',')})`
  const [, word = type, rest = ''] = /^(time(?:stamp)?)( with.*)$/.exec(type) ?? []
  return `${word}${size}${rest}${array ? '[]' : ''}`
}
