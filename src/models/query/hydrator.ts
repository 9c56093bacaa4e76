import type { ObjectLiteral } from 'typeorm'
import type { EmbeddedMetadata } from 'typeorm/metadata/EmbeddedMetadata.js'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import { rowClassOf } from './row-class'
import type { SelectedColumn, Selection } from './selection'
import { converterOf } from './stored-value'

/** Rows of an answer as entities. */
export type Hydrate = (rows: readonly ObjectLiteral[]) => object[]

/** Writes functions that make entities of rows, and collects what their text refers to. */
class HydratorWriter {
  readonly functions: string[] = []
  readonly names: string[] = []
  readonly values: unknown[] = []

  /** An expression that makes an entity of the row `r`. */
  create(selection: Selection): string {
    const { metadata, columns } = selection
    const discriminator = columns.find(({ column }) => column.isDiscriminator)
    if (discriminator === undefined || metadata.childEntityMetadatas.length === 0) {
      return this.createOne(metadata, selection)
    }
    const cases = metadata.childEntityMetadatas.map((child) => {
      const value = JSON.stringify(child.discriminatorValue)
      return `case ${value}: return ${this.createOne(child, selection)};\n`
    })
    const other = `default: return ${this.createOne(metadata, selection)};`
    const name = this.define(
      (name) =>
        `function ${name}(r) {\nswitch (r.${discriminator.name}) {\n${cases.join('')}${other}\n}\n}`
    )
    return `${name}(r)`
  }

  private createOne(metadata: EntityMetadata, selection: Selection): string {
    const { joined, branches } = selection
    const loaded = [...joined, ...branches].map(({ relation }) => relation.propertyName)
    const { create, hidden, isPassive } = rowClassOf(metadata, loaded)
    const row = this.refer(create)
    if (isPassive && metadata.lazyRelations.length === 0) {
      // a function that sets what it is known to set is six times as fast as `new` of a class, and then setting it
      const fields = this.fields('this', metadata, selection)
      const name = this.define(
        (name) => `function ${name}(r) {\n${fields}}\n${name}.prototype = ${row}.prototype;`
      )
      return `new ${name}(r)`
    }
    let text = `const e = new ${row}();\n`
    for (const name of hidden) text += `delete ${place('e', name)};\n`
    if (metadata.lazyRelations.length > 0) {
      text += `${this.refer((row: object) => loadLazily(metadata, row))}(e);\n`
    }
    text += this.fields('e', metadata, selection)
    const name = this.define((name) => `function ${name}(r) {\n${text}return e;\n}`)
    return `${name}(r)`
  }

  /** Statements that set what was read. */
  private fields(entity: string, metadata: EntityMetadata, { columns, joined }: Selection): string {
    let text = metadata.embeddeds.map((embedded) => this.embedded(entity, embedded)).join('')
    for (const selected of columnsOf(metadata, columns)) {
      text += `${place(entity, selected.column.propertyPath)} = ${this.valueOf(selected)};\n`
    }
    for (const { relation, selection } of joined) {
      const key = selection.columns.find(({ column }) => column.isPrimary)!.name
      const property = place(entity, relation.propertyPath)
      text += `${property} = r.${key} === null ? null : ${this.create(selection)};\n`
    }
    return text
  }

  private embedded(entity: string, embedded: EmbeddedMetadata): string {
    const create = this.refer(() => embedded.create())
    const inner = embedded.embeddeds.map((one) => this.embedded(entity, one))
    return `${place(entity, embedded.propertyPath)} = ${create}();\n${inner.join('')}`
  }

  private valueOf({ column, name }: SelectedColumn): string {
    const value = `r.${name}`
    const converter = converterOf(column)
    return converter === undefined ? value : `${this.refer(converter)}(${value})`
  }

  private define(write: (name: string) => string): string {
    const name = `f${this.functions.length}`
    this.functions.push(write(name))
    return name
  }

  private refer(value: unknown): string {
    const name = `v${this.names.length}`
    this.names.push(name)
    this.values.push(value)
    return name
  }
}

/** A function that makes entities of rows, written for this selection. */
export function compileHydrator(selection: Selection): Hydrate {
  const writer = new HydratorWriter()
  const create = writer.create(selection)
  const body = `${writer.functions.join('\n')}
return (rows) => {
const entities = new Array(rows.length);
for (let i = 0; i < rows.length; i++) {
const r = rows[i];
entities[i] = ${create};
}
return entities;
}`
  // the text is made of names that the entities declare, quoted, and of nothing that a request can reach
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const make = new Function(...writer.names, body) as (...values: unknown[]) => Hydrate
  return make(...writer.values)
}

/** Of the columns that were read, those of this class: with single-table inheritance, children have more. */
function columnsOf(
  metadata: EntityMetadata,
  columns: readonly SelectedColumn[]
): readonly SelectedColumn[] {
  const children = metadata.childEntityMetadatas.map(({ target }) => target)
  return columns.flatMap(({ column, name }) => {
    const own =
      column.entityMetadata === metadata
        ? column
        : metadata.findColumnWithDatabaseName(column.databaseName)
    if (own === undefined || children.includes(own.target)) return []
    return own.isDiscriminator && own.isVirtual ? [] : [{ column: own, name }]
  })
}

function loadLazily({ lazyRelations, dataSource }: EntityMetadata, row: object): void {
  for (const relation of lazyRelations) dataSource.relationLoader.enableLazyLoad(relation, row)
}

function place(variable: string, propertyPath: string): string {
  return propertyPath
    .split('.')
    .reduce((text, name) => `${text}[${JSON.stringify(name)}]`, variable)
}
