import type { ObjectLiteral } from 'typeorm'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import type { RelationMetadata } from 'typeorm/metadata/RelationMetadata.js'
import { assertRowOf, keyColumns, setRelated, unknownField } from '../fields'
import { rowClassOf } from '../query/row-class'
import { assertFields } from './given-fields'
import { relatedKeys } from './related-keys'
import { writerOf } from './row-column'

type SetField = (row: ObjectLiteral, value: unknown) => void

const setters = new WeakMap<EntityMetadata, Map<string, SetField>>()
const makers = new WeakMap<EntityMetadata, () => ObjectLiteral>()

/** A row that is about to be stored, with these values of its fields. */
export function newRow(metadata: EntityMetadata, values: object): ObjectLiteral {
  const row = emptyRow(metadata)
  setFields(metadata, row, values)
  return row
}

/** A row that is about to be stored: its class tells that it is, as that of a row that was read does. */
export function emptyRow(metadata: EntityMetadata): ObjectLiteral {
  let make = makers.get(metadata)
  if (make === undefined) makers.set(metadata, (make = makerOf(metadata)))
  return make()
}

function makerOf(metadata: EntityMetadata): () => ObjectLiteral {
  const { lazyRelations, dataSource } = metadata
  const { create, hidden, isPassive } = rowClassOf(metadata, [])
  // a function is six times as fast as the constructor of a class that does nothing
  function Row(): void {}
  Row.prototype = create.prototype as object
  const Class = isPassive ? (Row as unknown as new () => object) : create
  if (hidden.length === 0 && lazyRelations.length === 0) return () => new Class()
  return () => {
    const row: ObjectLiteral = new Class()
    for (const name of hidden) if (row[name] === undefined) delete row[name]
    for (const relation of lazyRelations) dataSource.relationLoader.enableLazyLoad(relation, row)
    return row
  }
}

/** Put `values` into a row; those that are undefined are left out. */
export function setFields(metadata: EntityMetadata, row: ObjectLiteral, values: object): void {
  assertFields(metadata, values)
  let known = setters.get(metadata)
  if (known === undefined) setters.set(metadata, (known = new Map()))
  for (const name of Object.keys(values)) {
    const value = (values as ObjectLiteral)[name] as unknown
    if (value === undefined) continue
    let set = known.get(name)
    if (set === undefined) known.set(name, (set = setterOf(metadata, name)))
    set(row, value)
  }
}

function setterOf(metadata: EntityMetadata, name: string): SetField {
  const relation = metadata.findRelationWithPropertyPath(name)
  if (relation !== undefined) {
    return (row, value) => setRelated(relation, row, toRelated(relation, value))
  }
  const column = metadata.findColumnWithPropertyPath(name)
  if (column !== undefined) return writerOf(column)
  const embedded = metadata.findEmbeddedWithPropertyPath(name)
  if (embedded === undefined) throw unknownField(metadata, name)
  const { propertyName } = embedded
  return (row, value) => {
    assertFields(metadata, value, name)
    row[propertyName] ??= embedded.create()
    const inner = Object.entries(value).map(([key, part]) => [`${name}.${key}`, part])
    setFields(metadata, row, Object.fromEntries(inner) as object)
  }
}

/** A key stands for the row that has it. */
function toRelated(relation: RelationMetadata, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => toListed(relation, one))
  if (value === null) return null
  if (typeof value === 'object') {
    assertRowOf(relation.inverseEntityMetadata, value)
    return value
  }
  const [column] = keyColumns(relation)
  const related = relation.inverseEntityMetadata.create() as ObjectLiteral
  column!.referencedColumn!.setEntityValue(related, value)
  return related
}

function toListed({ inverseEntityMetadata: other }: RelationMetadata, row: unknown): unknown {
  if (typeof row === 'object' && row !== null) {
    assertRowOf(other, row)
    return row
  }
  const [key] = relatedKeys(other, other.primaryColumns, [row])
  const related = other.create() as ObjectLiteral
  other.primaryColumns[0]!.setEntityValue(related, key![0])
  return related
}
