import { NuagesError } from '../errors'
import type { EntityClass } from '../models/bound-models'
import { completeRows } from '../models/query/complete-rows'
import type { Reading } from '../models/query/read-tree'
import { compiledSerializer } from './compiled-serializer'
import { isSerializerClass, type SerializerClass } from './definition'
import { compileSerializer, type JsonSerializer } from './json-serializer'
import type { Write } from './shape-output'
import { compileValidator } from './validator'

/** How what an action returns becomes JSON. */
export interface Output {
  readonly serialize: JsonSerializer
  /** Whether it is a list of what a model has. */
  readonly isList?: boolean
  /** What a query has to read for it. */
  readonly reading?: Reading
  /** What an action returned with all that it needs: rows that lack something are read again. */
  readonly complete?: (value: unknown) => unknown
}

/**
 * Compile what `returns` declares: a serializer, `[serializer]` for a list, or a JSON Schema. With `isChecked` a value
 * that does not fit is an error.
 */
export function compileOutput(returns: object, isChecked: boolean): Output {
  if (isSerializerClass(returns)) return ofSerializer(returns, false, isChecked)
  if (Array.isArray(returns) && isSerializerClass(returns[0]) && returns.length === 1) {
    return ofSerializer(returns[0], true, isChecked)
  }
  return { serialize: compileSerializer(returns) }
}

function ofSerializer(serializer: SerializerClass, isList: boolean, isChecked: boolean): Output {
  const { name, output, write, reading, model } = compiledSerializer(serializer)
  const schema = isList ? { type: 'array', items: output } : output
  if (write === undefined) return { serialize: compileSerializer(schema) }
  const toPlain = isList ? listOf(name, write) : write
  const check = isChecked ? checkOf(name, schema) : undefined
  return {
    isList,
    reading,
    complete: model && reading && completing(model, reading, isList),
    serialize: (value) => {
      const plain = toPlain(value)
      check?.(plain)
      return JSON.stringify(plain)
    }
  }
}

function completing(
  model: EntityClass,
  reading: Reading,
  isList: boolean
): NonNullable<Output['complete']> {
  if (isList) {
    return (rows) => (Array.isArray(rows) && completeRows(model, rows, reading)) || rows
  }
  return (row) => completeRows(model, [row], reading)?.then(([complete]) => complete) ?? row
}

function listOf(name: string, write: Write): Write {
  return (rows) => {
    if (!Array.isArray(rows)) throw new BadOutput(name, '', 'is no list')
    return rows.map(write)
  }
}

function checkOf(name: string, schema: object): (value: unknown) => void {
  const validate = compileValidator(schema, 'json')
  return (value) => {
    const [issue] = validate(value) ?? []
    if (issue !== undefined) throw new BadOutput(name, issue.path, issue.message)
  }
}

/** An action answered with what does not fit its serializer. */
export class BadOutput extends NuagesError {
  constructor(serializer: string, path: string, issue: string) {
    super(
      'SERIALIZERS_BAD_OUTPUT',
      `The answer does not fit ${serializer}: ${path === '' ? 'it' : `"${path}"`} ${issue}.`,
      'Return a row of its model with all that it names, or an object like it. Outside development nobody checks this.'
    )
  }
}
