import type { Block } from './block'
import { assertUsable, takeTurn } from './turns'

/** What TypeORM's query runners have besides their public face. */
interface DriverRunner {
  isTransactionActive: boolean
  databaseConnection?: { destroy?(): void }
  releasePostgresConnection?(error: Error): Promise<void>
}

/** Keep what was done in `block`, after the queries that were asked for; where that fails, nothing of it is kept. */
export async function commit(block: Block): Promise<void> {
  block.state = 'closing'
  try {
    if (block.isBegun || !block.turns.isIdle) await takeTurn(block, () => keep(block))
    else assertUsable(block)
  } catch (error) {
    await rollBack(block)
    throw error
  }
  block.state = 'ended'
  block.parent?.callbacks.push(...block.callbacks)
}

/** Undo what was done in `block`; queries that wait for their turn come to nothing. */
export async function rollBack(block: Block): Promise<void> {
  block.state = 'ended'
  await takeTurn(block, () => (block.parent === undefined ? undoAll(block) : undo(block)))
}

async function keep(block: Block): Promise<void> {
  assertUsable(block)
  if (block.isBegun) await (block.parent === undefined ? commitAll(block) : release(block))
}

async function commitAll({ transaction: { runner }, refusal }: Block): Promise<void> {
  // PostgreSQL answers the COMMIT of a transaction in which a statement failed by rolling back, without an error
  if (refusal !== undefined) await runner.query('SELECT 1')
  // more than once where somebody began a transaction of TypeORM inside and forgot its end
  while (runner.isTransactionActive) await runner.commitTransaction()
}

async function undoAll({ transaction: { runner }, isBegun }: Block): Promise<void> {
  if (!isBegun) return
  try {
    while (runner.isTransactionActive) await runner.rollbackTransaction()
  } catch {
    // whatever is left on this connection, nobody may find it there
    discard(runner as unknown as DriverRunner)
  }
}

async function release({ transaction: { runner }, savepoint }: Block): Promise<void> {
  await runner.query(`RELEASE SAVEPOINT ${savepoint}`)
}

async function undo(block: Block): Promise<void> {
  const { transaction, isBegun, savepoint } = block
  if (!isBegun || transaction.end !== undefined) return
  try {
    await transaction.runner.query(`ROLLBACK TO SAVEPOINT ${savepoint}`)
    await release(block)
  } catch (error) {
    transaction.end ??= error
  }
}

function discard(runner: DriverRunner): void {
  runner.isTransactionActive = false
  if (runner.releasePostgresConnection === undefined) runner.databaseConnection?.destroy?.()
  else void runner.releasePostgresConnection(new Error('The transaction did not end.'))
}
