import 'reflect-metadata'
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'

/** Whether a column was declared by a class of bytes: `@Column() photo!: Buffer`. */
export function isBytes(type: unknown): boolean {
  return typeof type === 'function' && (type === Uint8Array || type.prototype instanceof Uint8Array)
}

/** The class that the compiler wrote down for a property; for the key of a relation, that of what it refers to. */
export function declaredType({ referencedColumn, ...own }: ColumnMetadata): unknown {
  const { target, propertyName } = referencedColumn ?? own
  return typeof target === 'function'
    ? Reflect.getMetadata('design:type', target.prototype as object, propertyName)
    : undefined
}
