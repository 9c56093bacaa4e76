import type { DataSource } from 'typeorm'
import { RelationNotLoaded } from '../errors'

/** How many reads of TypeORM are under way; they are synchronous, so that nobody else's come between. */
let readsByTypeorm = 0

/** Make reading the property `name` an error, until it is set. */
export function guard(prototype: object, entity: string, name: string): void {
  Object.defineProperty(prototype, name, {
    configurable: true,
    get() {
      if (readsByTypeorm === 0) throw new RelationNotLoaded(entity, name)
      return undefined
    },
    set(this: object, value: unknown) {
      const data = { value, writable: true, enumerable: true, configurable: true }
      Object.defineProperty(this, name, data)
    }
  })
}

/** Let TypeORM find guarded relations undefined, as it does where it loads rows itself. */
export function letTypeormRead({ entityMetadatas }: DataSource): void {
  for (const { relations, columns } of entityMetadatas) {
    for (const relation of relations) quieten(relation, 'getEntityValue')
    for (const column of columns) {
      if (column.relationMetadata === undefined) continue
      quieten(column, 'getEntityValue')
      quieten(column, 'getEntityValueMap')
    }
  }
}

function quieten<K extends string>(owner: { [name in K]: (...args: never[]) => unknown }, name: K) {
  if (Object.hasOwn(owner, name)) return
  const read = owner[name]
  owner[name] = function (this: unknown, ...args: never[]): unknown {
    readsByTypeorm++
    try {
      return read.apply(this, args)
    } finally {
      readsByTypeorm--
    }
  }
}
