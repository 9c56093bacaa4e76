import type { Operation } from './operations'
import type { ForeignKeyDefinition } from './schema'
import { mentions } from './sql-tokens'

/** Operations for one file of one folder. */
export interface Share {
  readonly folder: string
  readonly operations: Operation[]
  /** The shares of other folders that have to come before it. */
  readonly after: Share[]
  /** Other folders whose tables it uses, as they were before. */
  readonly uses: Set<string>
}

/** Which folder a table or view belongs to. */
export type FolderOf = (name: string) => string

/** Give every folder its operations, in as few files as their order allows. */
export function splitByFolder(operations: readonly Operation[], folderOf: FolderOf): Share[] {
  const shares: Share[] = []
  for (const operation of operations) {
    const folder = folderOf(subjectOf(operation))
    const place = shares.findLastIndex((share) => share.folder === folder)
    const later = shares.slice(place + 1)
    const isInTime = place !== -1 && !later.some((share) => meets(share, operation))
    const share = isInTime ? shares[place]! : newShare(folder)
    if (!isInTime) shares.push(share)
    share.operations.push(operation)
  }
  shares.forEach((share, index) => link(share, shares.slice(0, index), folderOf))
  return shares
}

function newShare(folder: string): Share {
  return { folder, operations: [], after: [], uses: new Set() }
}

function link(share: Share, earlier: readonly Share[], folderOf: FolderOf): void {
  for (const other of earlier) {
    const isMet = share.operations.some((operation) => meets(other, operation))
    if (other.folder !== share.folder && isMet) share.after.push(other)
  }
  for (const name of share.operations.flatMap((operation) => readBy(operation))) {
    const folder = folderOf(name)
    if (folder !== share.folder) share.uses.add(folder)
  }
}

function meets({ operations }: Share, operation: Operation): boolean {
  return operations.some((other) => dependsOn(operation, other) || dependsOn(other, operation))
}

function dependsOn(one: Operation, other: Operation): boolean {
  const changed = changedBy(other)
  const used = new Set([...readBy(one), ...changedBy(one)])
  const isView = one.kind === 'createView' || one.kind === 'dropView'
  return changed.some(
    (name) => used.has(name) || (isView && mentions(one.definition.expression, name))
  )
}

function subjectOf(operation: Operation): string {
  switch (operation.kind) {
    case 'renameTable':
      return operation.to
    case 'createView':
    case 'dropView':
      return operation.name
    default:
      return operation.table
  }
}

/** The tables that others see changed. */
function changedBy(operation: Operation): string[] {
  switch (operation.kind) {
    case 'addCheck':
    case 'dropCheck':
    case 'renameCheck':
    case 'renameIndex':
    case 'renameForeignKey':
    case 'addForeignKey':
    case 'dropForeignKey':
    case 'commentTable':
      return []
    case 'renameTable':
      return [operation.from, operation.to]
    default:
      return [subjectOf(operation)]
  }
}

function readBy(operation: Operation): string[] {
  const keys: ForeignKeyDefinition[] = []
  if (operation.kind === 'addForeignKey' || operation.kind === 'dropForeignKey') {
    keys.push(operation.definition)
  }
  if (operation.kind === 'createTable' || operation.kind === 'dropTable') {
    keys.push(...Object.values(operation.definition.foreignKeys ?? {}))
  }
  return keys.map(({ references }) => references.table)
}
