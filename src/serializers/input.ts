import { compiledSerializer } from './compiled-serializer'
import { isSerializerClass } from './definition'
import type { Parse } from './shape-input'
import {
  compileValidator,
  type ValidationIssue,
  type ValidationMode,
  type Validator
} from './validator'

/** Compile what checks a value and makes of it what its types say, in place. `schema` is a serializer or a JSON Schema. */
export function compileInput(schema: object, mode: ValidationMode): Validator {
  if (!isSerializerClass(schema)) return compileValidator(schema, mode)
  const { input, parse } = compiledSerializer(schema)
  const validate = compileValidator(input, mode)
  return parse === undefined ? validate : (value) => validate(value) ?? parsed(value, parse)
}

function parsed(value: unknown, parse: Parse): ValidationIssue[] | undefined {
  const issues: ValidationIssue[] = []
  parse(value as Record<string, unknown>, issues, '')
  return issues.length === 0 ? undefined : issues
}
