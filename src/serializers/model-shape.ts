import type {
  ColumnDescription,
  FieldDescription,
  ModelDescription,
  RelationDescription
} from '../models/description/model-description'
import { columnSchema, nullable, type JsonSchema } from './column-schema'
import { fromJsonOf, toJsonOf, type Convert } from './column-values'
import type { ExtraField, FieldNames, ModelOptions } from './definition'
import { BadNesting, HiddenField, UnknownOption, UnknownSerializerField } from './errors'

/** The fields of a serializer, with all that is known of them. */
export interface ModelShape {
  readonly fields: readonly ShapeField[]
  readonly dropsUnknown: boolean
}

/** One field: a value, or a nested shape. */
export interface ShapeField {
  /** The property of the row. */
  readonly name: string
  /** Its name in JSON. */
  readonly key: string
  readonly kind: 'column' | 'key' | 'nested' | 'embedded' | 'computed' | 'input'
  /** Of a value. */
  readonly schema: JsonSchema
  readonly nested?: ModelShape
  readonly isList: boolean
  readonly isNullable: boolean
  /** The input may leave it out. */
  readonly isOptional: boolean
  readonly isReadOnly: boolean
  readonly isWriteOnly: boolean
  readonly toJson?: Convert
  readonly fromJson?: Convert
  readonly extra?: ExtraField
  /** Of the key of another row: the property of that row. */
  readonly keyName?: string
}

/** What there is to say about fields of a model, whatever they are part of. */
interface Source {
  readonly name: string
  readonly fields: ReadonlyMap<string, FieldDescription>
}

/** The shape of a serializer called `serializer` with these fields of `model`. */
export function shapeOfModel(
  serializer: string,
  model: ModelDescription,
  names: FieldNames,
  options: ModelOptions
): ModelShape {
  const writer = new ShapeWriter(serializer)
  const fields = writer.fieldsOf(model, names, new Set(options.writeOnly))
  const extras = Object.entries(options.extra ?? {}).map(([name, extra]) => extraField(name, extra))
  const all = [...fields, ...extras]
  assertKnown(serializer, options, all)
  return {
    fields: all.map((field) => withOptions(field, options)),
    dropsUnknown: options.unknown === 'drop'
  }
}

class ShapeWriter {
  constructor(private readonly serializer: string) {}

  fieldsOf(source: Source, names: FieldNames, hidden: ReadonlySet<string>): ShapeField[] {
    return names.flatMap((name) =>
      typeof name === 'string'
        ? this.plain(source, name, hidden)
        : Object.entries(name).map(([nested, inner]) => this.nested(source, nested, inner ?? []))
    )
  }

  private plain(source: Source, name: string, hidden: ReadonlySet<string>): ShapeField {
    const field = this.find(source, name)
    switch (field.kind) {
      case 'column':
        if (field.isHidden && !hidden.has(name)) {
          throw new HiddenField(this.serializer, source.name, name)
        }
        return columnField(field)
      case 'relation':
        return this.keyField(field)
      case 'embedded':
        throw new BadNesting(
          this.serializer,
          name,
          'which is an object of several columns, without saying which',
          `Name them: { ${name}: [${[...field.fields.keys()].map((one) => `'${one}'`).join(', ')}] }.`
        )
    }
  }

  private nested(source: Source, name: string, names: FieldNames): ShapeField {
    const field = this.find(source, name)
    if (field.kind === 'column') {
      throw new BadNesting(
        this.serializer,
        name,
        'which is a column, with fields of its own',
        `Name it alone: '${name}'.`
      )
    }
    const target =
      field.kind === 'relation'
        ? field.target()
        : { name: `${source.name}.${name}`, fields: field.fields }
    return {
      ...VALUE,
      name,
      key: name,
      kind: field.kind === 'relation' ? 'nested' : 'embedded',
      nested: { fields: this.fieldsOf(target, names, new Set()), dropsUnknown: false },
      isList: field.kind === 'relation' && field.isList,
      isNullable: field.kind === 'relation' && !field.isList && field.isNullable,
      isOptional: field.kind === 'relation' && (field.isList || field.isNullable)
    }
  }

  /** A relation that is named alone: the key of the other row, or the keys of the others. */
  private keyField({ name, isList, isNullable, target }: RelationDescription): ShapeField {
    const { name: model, key } = target()
    if (key.length !== 1) {
      throw new BadNesting(
        this.serializer,
        name,
        `whose rows (${model}) have keys of ${key.length} parts`,
        `Name the parts: { ${name}: [${key.map((part) => `'${part.name}'`).join(', ')}] }.`
      )
    }
    const [column] = key as [ColumnDescription]
    const schema = columnSchema(column)
    return {
      ...VALUE,
      name,
      key: name,
      kind: 'key',
      keyName: column.name,
      schema: isNullable && !isList ? nullable(schema) : schema,
      isList,
      isNullable: isNullable && !isList,
      isOptional: isNullable || isList,
      toJson: toJsonOf(column),
      fromJson: fromJsonOf(column)
    }
  }

  private find({ name: model, fields }: Source, name: string): FieldDescription {
    const field = fields.get(name)
    if (field !== undefined) return field
    throw new UnknownSerializerField(this.serializer, model, name, [...fields.keys()])
  }
}

const VALUE = {
  schema: {},
  isList: false,
  isNullable: false,
  isOptional: false,
  isReadOnly: false,
  isWriteOnly: false
}

function columnField(column: ColumnDescription): ShapeField {
  const { name, isNullable, hasDefault, isMade } = column
  return {
    ...VALUE,
    name,
    key: name,
    kind: 'column',
    schema: columnSchema(column),
    isNullable,
    isOptional: isNullable || hasDefault,
    isReadOnly: isMade,
    toJson: toJsonOf(column),
    fromJson: fromJsonOf(column)
  }
}

function extraField(name: string, extra: ExtraField): ShapeField {
  const isComputed = extra.from !== undefined
  return {
    ...VALUE,
    name,
    key: name,
    kind: isComputed ? 'computed' : 'input',
    schema: extra.schema,
    isReadOnly: isComputed,
    isWriteOnly: !isComputed,
    extra
  }
}

function withOptions(field: ShapeField, options: ModelOptions): ShapeField {
  const { name, schema } = field
  const says = (names: readonly string[] | undefined) => names?.includes(name) === true
  return {
    ...field,
    key: options.rename?.[name] ?? name,
    schema: { ...schema, ...options.fields?.[name] },
    isOptional: field.isOptional || says(options.optional),
    isReadOnly: field.isReadOnly || says(options.readOnly),
    isWriteOnly: field.isWriteOnly || says(options.writeOnly)
  }
}

function assertKnown(
  serializer: string,
  { optional = [], readOnly = [], writeOnly = [], fields = {}, rename = {} }: ModelOptions,
  all: readonly ShapeField[]
): void {
  const known = all.map(({ name }) => name)
  const said = {
    optional,
    readOnly,
    writeOnly,
    fields: Object.keys(fields),
    rename: Object.keys(rename)
  }
  for (const [option, names] of Object.entries(said)) {
    const stranger = names.find((name) => !known.includes(name))
    if (stranger !== undefined) throw new UnknownOption(serializer, option, stranger, known)
  }
}
