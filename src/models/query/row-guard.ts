import type { DataSource } from 'typeorm'
import { RelationNotLoaded } from '../errors'

/** How many reads of TypeORM are under way; they are synchronous, so that nobody else's come between. */
let readsByTypeorm = 0

/** Rows that are about to be stored, and that their listeners look at: what they were not given is nothing. */
const beingStored = new WeakSet<object>()

/** Make reading the property `name` an error, until it is set. */
export function guard(prototype: object, entity: string, name: string): void {
  Object.defineProperty(prototype, name, {
    configurable: true,
    get(this: object) {
      if (readsByTypeorm === 0 && !beingStored.has(this)) throw new RelationNotLoaded(entity, name)
      return undefined
    },
    set(this: object, value: unknown) {
      const data = { value, writable: true, enumerable: true, configurable: true }
      Object.defineProperty(this, name, data)
    }
  })
}

/** Let everybody find guarded relations of `rows` undefined while `work` stores them. */
export async function whileStoring<T>(rows: readonly object[], work: () => Promise<T>): Promise<T> {
  for (const row of rows) beingStored.add(row)
  try {
    return await work()
  } finally {
    for (const row of rows) beingStored.delete(row)
  }
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
