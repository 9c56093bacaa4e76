import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import type { EmbeddedMetadata } from 'typeorm/metadata/EmbeddedMetadata.js'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import type { RelationMetadata } from 'typeorm/metadata/RelationMetadata.js'
import { metadataOf, type EntityClass } from '../bound-models'
import { describeColumn } from './describe-column'
import type { FieldDescription, ModelDescription, RelationDescription } from './model-description'

const described = new WeakMap<EntityMetadata, ModelDescription>()

/** An entity of an open database as plain data. */
export function describeModel(entity: EntityClass): ModelDescription {
  return describe(metadataOf(entity))
}

function describe(metadata: EntityMetadata): ModelDescription {
  const known = described.get(metadata)
  if (known !== undefined) return known
  const description = {
    name: metadata.name,
    fields: fieldsOf(metadata.ownColumns, metadata.ownRelations, metadata.embeddeds),
    key: metadata.primaryColumns.map(describeColumn)
  }
  described.set(metadata, description)
  return description
}

function fieldsOf(
  columns: readonly ColumnMetadata[],
  relations: readonly RelationMetadata[],
  embeddeds: readonly EmbeddedMetadata[]
): ReadonlyMap<string, FieldDescription> {
  const own = columns.filter(({ isVirtual, isVirtualProperty }) => !isVirtual || isVirtualProperty)
  const fields: FieldDescription[] = [
    ...own.map(describeColumn),
    // a key that is a property too stands for itself; the relation beside it has a name of its own
    ...relations.map(describeRelation),
    ...embeddeds.map((embedded) => ({
      kind: 'embedded' as const,
      name: embedded.propertyName,
      fields: fieldsOf(embedded.columns, embedded.relations, embedded.embeddeds)
    }))
  ]
  return new Map(fields.map((field) => [field.name, field]))
}

function describeRelation(relation: RelationMetadata): RelationDescription {
  const { propertyName, isOneToMany, isManyToMany, isOwning, inverseEntityMetadata } = relation
  return {
    kind: 'relation',
    name: propertyName,
    isList: isOneToMany || isManyToMany,
    // nobody can say that there is a row on the other side, where that side refers to this one
    isNullable: relation.isNullable || !isOwning,
    target: () => describe(inverseEntityMetadata)
  }
}
