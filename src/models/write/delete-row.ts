import type { ObjectLiteral } from 'typeorm'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import { namingViolations } from '../constraints'
import type { Dialect } from '../query/dialects/dialect'
import type { Table } from '../query/plan-cache'
import { tableName } from '../query/scope'
import { atomic } from '../transactions/atomic'
import { keyParameters, keySql } from './key-condition'
import { markDeleted } from './known-rows'
import { whileHeard } from './listeners'
import { runWrite, type WriteStatement } from './run-write'

/** Delete a row with one DELETE, and what its relations cascade to; the object stays, without a key. */
export async function deleteRow(table: Table, row: ObjectLiteral): Promise<void> {
  const { dataSource, metadata } = table
  const key = keyParameters(metadata, row)
  if (isTypeormNeeded(metadata, row)) {
    await atomic((manager) => namingViolations(metadata, () => manager.remove(row)), { dataSource })
  } else {
    await whileHeard(table, 'Remove', [row], async () => {
      const plan = table.plan(compileDelete, { shape: '' })
      await namingViolations(metadata, () => runWrite(dataSource, plan, key))
    })
    for (const column of metadata.primaryColumns) column.setEntityValue(row, undefined)
  }
  markDeleted(row)
}

function compileDelete(metadata: EntityMetadata, dialect: Dialect): WriteStatement {
  return {
    text: `DELETE FROM ${tableName(metadata, dialect)} WHERE ${keySql(metadata, dialect)}`,
    returnsRows: false
  }
}

// it keeps trees, and deletes the rows of loaded relations that are declared with `cascade: ['remove']`
function isTypeormNeeded({ treeType, relations }: EntityMetadata, row: ObjectLiteral): boolean {
  if (treeType !== undefined) return true
  return relations.some((relation) => {
    return relation.isCascadeRemove && (relation.getEntityValue(row) ?? null) !== null
  })
}
