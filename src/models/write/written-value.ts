import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import { kindOf } from '../query/column-kind'
import { lookupKind } from '../query/lookup-kind'
import { WANTED } from '../query/lookup-value'
import { parameterOf, type ToParameter } from '../query/parameter'
import { storedColumn } from '../query/stored-value'
import { BadValue } from './errors'
import { fitOf } from './value-fit'

type Refuse = (value: unknown, cause?: unknown) => never

const known = new WeakMap<ColumnMetadata, ToParameter>()

/**
 * How values become parameters that are stored in `column`: of a value of a wrong type each engine would make something
 * else, and some would store it.
 */
export function writtenValueOf(column: ColumnMetadata): ToParameter {
  let toParameter = known.get(column)
  if (toParameter === undefined) known.set(column, (toParameter = compile(column)))
  return toParameter
}

function compile(column: ColumnMetadata): ToParameter {
  const stored = storedColumn(column)
  const kind = lookupKind(stored)
  const fit = fitOf(stored, kind)
  const convert = converterOf(stored)
  const refuse: Refuse = (value, cause) => {
    throw new BadValue(column, WANTED[kind], value, cause)
  }
  if (kind === 'json' && stored.transformer === undefined) return jsonOr(refuse, convert)
  if (kind === 'json' || kind === 'other') {
    // what a transformer or a rare type makes of a value tells
    return (value) => {
      const converted = convert(value) ?? null
      return fit(converted) === undefined ? refuse(value) : converted
    }
  }
  return (value) => {
    if (value === null) return null
    const fitting = fit(value)
    return fitting === undefined ? refuse(value) : convert(fitting)
  }
}

// SQLite's driver makes text of dates where it binds parameters, which is cheaper than TypeORM's way
function converterOf(column: ColumnMetadata): ToParameter {
  const convert = parameterOf(column)
  const isSqlite = column.entityMetadata.dataSource.options.type === 'better-sqlite3'
  if (!isSqlite || kindOf(column) !== 'date') return convert
  return (value) => (value instanceof Date ? value : convert(value))
}

function jsonOr(refuse: Refuse, convert: ToParameter): ToParameter {
  return (value) => {
    if (value === null) return null
    let text: unknown
    try {
      text = convert(value)
    } catch (cause) {
      return refuse(value, cause)
    }
    return text ?? refuse(value)
  }
}
