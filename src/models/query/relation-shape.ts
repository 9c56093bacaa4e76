import type { RelationMetadata } from 'typeorm/metadata/RelationMetadata.js'

// two classes may have one name: their relations have numbers
const numbers = new WeakMap<RelationMetadata, number>()
let count = 0

/** A relation as part of a shape. */
export function shapeOfRelation(relation: RelationMetadata): string {
  let number = numbers.get(relation)
  if (number === undefined) numbers.set(relation, (number = ++count))
  return `link ${number}`
}
