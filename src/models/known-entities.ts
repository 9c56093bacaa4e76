/** Whether any class has been decorated as an entity so far; TypeORM itself is not loaded for the question. */
export function hasEntities(): boolean {
  // where TypeORM's decorators write, so that every copy of the package sees the same
  const { typeormMetadataArgsStorage: storage } = globalThis as {
    typeormMetadataArgsStorage?: { readonly tables: readonly unknown[] }
  }
  return storage !== undefined && storage.tables.length > 0
}
