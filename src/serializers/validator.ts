import type { Ajv as AjvEngine, ErrorObject, ValidateFunction } from 'ajv'
import type { FormatsPlugin } from 'ajv-formats'
import { NuagesError } from '../errors'

/** One thing that is wrong with a value: where, what, and which rule says so. */
export interface ValidationIssue {
  /** `title`, `author.name`, `tags.0`; empty for the value itself. */
  readonly path: string
  readonly message: string
  readonly code: string
}

/** Answers with the issues of a value, or `undefined` where it fits; fills in defaults on the way. */
export type Validator = (value: unknown) => ValidationIssue[] | undefined

/** `text` turns strings into what the schema asks for (query, form, header); `json` takes types as they come. */
export type ValidationMode = 'json' | 'text'

const engines: Partial<Record<ValidationMode, AjvEngine>> = {}
let compiledSchemas = 0
const compiled = { json: new WeakMap<object, Validator>(), text: new WeakMap<object, Validator>() }

/** Compile a JSON Schema once, however many routes share it. */
export function compileValidator(schema: object, mode: ValidationMode): Validator {
  let validator = compiled[mode].get(schema)
  if (validator === undefined) {
    validator = toValidator(compile(schema, mode))
    compiled[mode].set(schema, validator)
  }
  return validator
}

// loaded with the first schema: an application may have none
function createAjv(mode: ValidationMode): AjvEngine {
  const { Ajv } = require('ajv') as typeof import('ajv')
  const { default: addFormats } = require('ajv-formats') as { default: FormatsPlugin }
  const coerceTypes = mode === 'text' && 'array'
  // a misspelt keyword checks nothing: it is refused
  const strictness = { strictSchema: true, strictTypes: false, strictTuples: false }
  const ajv = new Ajv({ coerceTypes, useDefaults: true, addUsedSchema: false, ...strictness })
  ajv.addVocabulary(['example', 'discriminator', 'xml', 'externalDocs'])
  addFormats(ajv)
  return ajv
}

function compile(schema: object, mode: ValidationMode): ValidateFunction {
  try {
    engines[mode] ??= createAjv(mode)
    // a name of its own, so that `$ref: '#'` finds it
    return engines[mode].compile({ $id: `nuages:${++compiledSchemas}`, ...schema })
  } catch (error) {
    throw new NuagesError(
      'SERIALIZERS_BAD_SCHEMA',
      `A JSON Schema cannot be compiled: ${error instanceof Error ? error.message : String(error)}.`,
      'Correct the schema that is given to @Body, @Query or the route.'
    )
  }
}

function toValidator(validate: ValidateFunction): Validator {
  return (value) => (validate(value) ? undefined : (validate.errors ?? []).map(toIssue))
}

function toIssue({ instancePath, keyword, params, message }: ErrorObject): ValidationIssue {
  const missing: unknown = params['missingProperty'] ?? params['additionalProperty']
  const steps = instancePath.split('/').slice(1).map(unescapePointer)
  if (typeof missing === 'string') steps.push(missing)
  return { path: steps.join('.'), message: readable(keyword, message), code: keyword }
}

function readable(keyword: string, message = 'is not valid'): string {
  if (keyword === 'required') return 'is required'
  return keyword === 'additionalProperties' ? 'is not a known field' : message
}

// RFC 6901 3
function unescapePointer(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~')
}
