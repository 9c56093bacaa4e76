import type { ObjectLiteral } from 'typeorm'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import type { RelationMetadata } from 'typeorm/metadata/RelationMetadata.js'
import { keyColumns, setRelated, unknownField } from '../fields'
import { rowClassOf } from '../query/row-class'
import { writerOf } from './row-column'

type SetField = (row: ObjectLiteral, value: unknown) => void

const setters = new WeakMap<EntityMetadata, Map<string, SetField>>()
const classes = new WeakMap<EntityMetadata, new () => object>()

/** A row that is about to be stored, with these values of its fields. */
export function newRow(metadata: EntityMetadata, values: object): ObjectLiteral {
  const row = emptyRow(metadata)
  setFields(metadata, row, values)
  return row
}

/** A row that is about to be stored: its class tells that it is, as that of a row that was read does. */
export function emptyRow(metadata: EntityMetadata): ObjectLiteral {
  const { lazyRelations, dataSource } = metadata
  let create = classes.get(metadata)
  if (create === undefined) classes.set(metadata, (create = classOf(metadata)))
  const row: ObjectLiteral = new create()
  for (const relation of lazyRelations) dataSource.relationLoader.enableLazyLoad(relation, row)
  return row
}

function classOf(metadata: EntityMetadata): new () => object {
  const names = metadata.relations.map(({ propertyName }) => propertyName)
  const { create, isPassive } = rowClassOf(metadata, names)
  if (!isPassive) return create
  // a function is six times as fast as the constructor of a class that does nothing
  function Row(): void {}
  Row.prototype = create.prototype as object
  return Row as unknown as new () => object
}

/** Put `values` into a row; those that are undefined are left out. */
export function setFields(metadata: EntityMetadata, row: ObjectLiteral, values: object): void {
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
    row[propertyName] ??= embedded.create()
    const inner = Object.entries(value as object).map(([key, part]) => [`${name}.${key}`, part])
    setFields(metadata, row, Object.fromEntries(inner) as object)
  }
}

/** A key stands for the row that has it. */
function toRelated(relation: RelationMetadata, value: unknown): unknown {
  if (typeof value === 'object') return value
  const [column] = keyColumns(relation)
  const related = relation.inverseEntityMetadata.create() as ObjectLiteral
  column!.referencedColumn!.setEntityValue(related, value)
  return related
}
