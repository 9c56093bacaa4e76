import type { ModelShape, ShapeField } from './model-shape'
import type { ValidationIssue } from './validator'

/** Makes the values of a shape of JSON that fits its schema, in place; what is no value after all becomes an issue. */
export type Parse = (
  value: Record<string, unknown>,
  issues: ValidationIssue[],
  path: string
) => void

/** Undefined where nothing has to be made. */
export function compileParse({ fields, dropsUnknown }: ModelShape): Parse | undefined {
  const steps = fields.flatMap((field) => stepOf(field) ?? [])
  const keys = new Set(fields.map(({ key }) => key))
  // before fields get the names of their properties
  if (dropsUnknown) steps.unshift((value) => dropUnknown(value, keys))
  if (steps.length === 0) return undefined
  return (value, issues, path) => {
    for (const step of steps) step(value, issues, path)
  }
}

function stepOf(field: ShapeField): Parse | undefined {
  const { name, key } = field
  const convert = valueParser(field)
  if (convert === undefined && name === key) return undefined
  return (object, issues, path) => {
    if (!Object.hasOwn(object, key)) return
    const value = object[key]
    if (name !== key) delete object[key]
    object[name] = value === null || !convert ? value : convert(value, issues, `${path}${key}`)
  }
}

type ParseValue = (value: unknown, issues: ValidationIssue[], path: string) => unknown

function valueParser(field: ShapeField): ParseValue | undefined {
  const one = field.nested === undefined ? plainParser(field) : nestedParser(field.nested)
  if (one === undefined || !field.isList) return one
  return (list, issues, path) =>
    (list as unknown[]).map((value, index) => one(value, issues, `${path}.${index}`))
}

function nestedParser(shape: ModelShape): ParseValue | undefined {
  const parse = compileParse(shape)
  return (
    parse &&
    ((value, issues, path) => {
      parse(value as Record<string, unknown>, issues, `${path}.`)
      return value
    })
  )
}

function plainParser({ fromJson }: ShapeField): ParseValue | undefined {
  return (
    fromJson &&
    ((value, issues, path) => {
      const made = fromJson(value as never)
      // the leap second 23:59:60 fits the format, and no Date holds it
      if (made instanceof Date && Number.isNaN(made.getTime())) {
        issues.push({ path, message: 'is no date that there is', code: 'format' })
      }
      return made
    })
  )
}

function dropUnknown(value: Record<string, unknown>, keys: ReadonlySet<string>): void {
  for (const key of Object.keys(value)) if (!keys.has(key)) delete value[key]
}
