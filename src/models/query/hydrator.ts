import type { ObjectLiteral } from 'typeorm'
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import type { EmbeddedMetadata } from 'typeorm/metadata/EmbeddedMetadata.js'
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

  /** The statements that make an entity, and the variable that holds it. */
  write(selection: Selection): { readonly text: string; readonly variable: string } {
    const { metadata, columns, joined, branches } = selection
    const variable = `e${this.variables++}`
    const loaded = [...joined, ...branches].map(({ relation }) => relation)
    const { create, hidden } = rowClassOf(metadata, loaded)
    let text = `const ${variable} = new ${this.refer(create)}();\n`
    for (const name of hidden) text += `delete ${variable}[${JSON.stringify(name)}];\n`
    for (const embedded of metadata.embeddeds) text += this.writeEmbedded(variable, embedded)
    for (const selected of columns) {
      const { column } = selected
      if (column.isDiscriminator && column.isVirtual) continue
      text += `${place(variable, column)} = ${this.valueOf(selected)};\n`
    }
    for (const { relation, selection: inner } of joined) {
      const name = JSON.stringify(relation.propertyName)
      const key = inner.columns.find(({ column }) => column.isPrimary)!.name
      const other = this.write(inner)
      text += `if (r.${key} === null) ${variable}[${name}] = null;\n`
      text += `else {\n${other.text}${variable}[${name}] = ${other.variable};\n}\n`
    }
    return { text, variable }
  }

  private writeEmbedded(variable: string, embedded: EmbeddedMetadata): string {
    const create = this.refer(() => embedded.create())
    let text = `${path(variable, embedded.propertyPath)} = ${create}();\n`
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

function place(variable: string, { propertyPath }: ColumnMetadata): string {
  return path(variable, propertyPath)
}

function path(variable: string, propertyPath: string): string {
  return propertyPath
    .split('.')
    .reduce((text, name) => `${text}[${JSON.stringify(name)}]`, variable)
}
