import type { ModelShape, ShapeField } from './model-shape'

/** Makes a plain object of a row, ready for `JSON.stringify`. */
export type Write = (row: unknown) => unknown

/** Writes functions that make plain objects of rows, and collects what their text refers to. */
class OutputWriter {
  readonly functions: string[] = []
  readonly names: string[] = []
  readonly values: unknown[] = []

  /** The name of a function that makes the plain object of a row of this shape. */
  define({ fields }: ModelShape): string {
    const members = fields
      .filter(({ isWriteOnly }) => !isWriteOnly)
      .map((field) => `${JSON.stringify(field.key)}: ${this.valueOf(field)}`)
    const name = `f${this.functions.length}`
    this.functions.push(`function ${name}(r) { return { ${members.join(', ')} } }`)
    return name
  }

  private valueOf(field: ShapeField): string {
    if (field.kind === 'computed') return `${this.refer(field.extra!.from)}(r)`
    const property = `r[${JSON.stringify(field.name)}]`
    const convert = this.converterOf(field)
    if (convert === undefined) return property
    const many = this.refer(each)
    return field.isList
      ? `${many}(${property}, ${convert})`
      : `${this.refer(one)}(${property}, ${convert})`
  }

  private converterOf(field: ShapeField): string | undefined {
    if (field.nested !== undefined) return this.define(field.nested)
    if (field.kind === 'key') return this.refer(keyReader(field))
    return field.toJson && this.refer(field.toJson)
  }

  private refer(value: unknown): string {
    const known = this.values.indexOf(value)
    if (known >= 0) return this.names[known]!
    const name = `v${this.names.length}`
    this.names.push(name)
    this.values.push(value)
    return name
  }
}

/** A function that makes plain objects of rows, written for this shape. */
export function compileWrite(shape: ModelShape): Write {
  const writer = new OutputWriter()
  const write = writer.define(shape)
  // the text is made of names that the program declares, quoted, and of nothing that a request can reach
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const make = new Function(...writer.names, `${writer.functions.join('\n')}\nreturn ${write}`) as (
    ...values: unknown[]
  ) => Write
  return make(...writer.values)
}

type One = (value: unknown) => unknown

function one(value: unknown, convert: One): unknown {
  return value === null || value === undefined ? value : convert(value)
}

function each(values: unknown[] | null | undefined, convert: One): unknown {
  return values?.map((value) => one(value, convert))
}

/** The key of another row, which may be there as a row or as its key. */
function keyReader({ keyName, toJson }: ShapeField): One {
  return (row) => {
    const key = typeof row === 'object' ? (row as Record<string, unknown>)[keyName!] : row
    return toJson === undefined ? key : toJson(key as never)
  }
}
