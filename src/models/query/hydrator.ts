import type { ObjectLiteral } from 'typeorm'
import type { EmbeddedMetadata } from 'typeorm/metadata/EmbeddedMetadata.js'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import { rowClassOf } from './row-class'
import type { SelectedColumn, Selection } from './selection'
import { converterOf } from './stored-value'

/** Rows of an answer as entities. */
export type Hydrate = (rows: readonly ObjectLiteral[]) => object[]

/** Writes the text of a function that makes entities of rows, and collects what that text refers to. */
class HydratorWriter {
  readonly names: string[] = []
  readonly values: unknown[] = []
  private variables = 0

  /** The statements that make an entity and put it into a new variable. */
  write(selection: Selection): { readonly text: string; readonly variable: string } {
    const variable = `e${this.variables++}`
    const { metadata, columns } = selection
    const discriminator = columns.find(({ column }) => column.isDiscriminator)
    if (discriminator === undefined || metadata.childEntityMetadatas.length === 0) {
      return { variable, text: `let ${variable};\n${this.writeRow(variable, metadata, selection)}` }
    }
    let text = `let ${variable};\nswitch (r.${discriminator.name}) {\n`
    for (const child of metadata.childEntityMetadatas) {
      const value = JSON.stringify(child.discriminatorValue)
      text += `case ${value}: {\n${this.writeRow(variable, child, selection)}break;\n}\n`
    }
    return {
      variable,
      text: `${text}default: {\n${this.writeRow(variable, metadata, selection)}}\n}\n`
    }
  }

  private writeRow(
    variable: string,
    metadata: EntityMetadata,
    { columns, joined, branches }: Selection
  ): string {
    const loaded = [...joined, ...branches].map(({ relation }) => relation.propertyName)
    const { create, hidden } = rowClassOf(metadata, loaded)
    let text = `${variable} = new ${this.refer(create)}();\n`
    for (const name of hidden) text += `delete ${variable}[${JSON.stringify(name)}];\n`
    if (metadata.lazyRelations.length > 0) {
      text += `${this.refer((row: object) => loadLazily(metadata, row))}(${variable});\n`
    }
    for (const embedded of metadata.embeddeds) text += this.writeEmbedded(variable, embedded)
    for (const selected of columnsOf(metadata, columns)) {
      text += `${place(variable, selected.column.propertyPath)} = ${this.valueOf(selected)};\n`
    }
    for (const { relation, selection } of joined) {
      const property = place(variable, relation.propertyPath)
      const key = selection.columns.find(({ column }) => column.isPrimary)!.name
      const other = this.write(selection)
      text += `if (r.${key} === null) ${property} = null;\n`
      text += `else {\n${other.text}${property} = ${other.variable};\n}\n`
    }
    return text
  }

  private writeEmbedded(variable: string, embedded: EmbeddedMetadata): string {
    const create = this.refer(() => embedded.create())
    let text = `${place(variable, embedded.propertyPath)} = ${create}();\n`
    for (const inner of embedded.embeddeds) text += this.writeEmbedded(variable, inner)
    return text
  }

  private valueOf({ column, name }: SelectedColumn): string {
    const value = `r.${name}`
    const converter = converterOf(column)
    return converter === undefined ? value : `${this.refer(converter)}(${value})`
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
  const { text, variable } = writer.write(selection)
  const body = `return (rows) => {
const entities = new Array(rows.length);
for (let i = 0; i < rows.length; i++) {
const r = rows[i];
${text}entities[i] = ${variable};
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
