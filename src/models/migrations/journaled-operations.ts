import type { EntityManager, QueryRunner } from 'typeorm'
import { NuagesError } from '../../errors'
import type { Fingerprints } from './fingerprint'
import {
  afterOperation,
  afterStatement,
  beforeUndoing,
  nextStatement,
  type Journal
} from './journal'
import type { Operation } from './operation-runner'
import type { SchemaStatement } from './schema-statement'
import { effectOf } from './statement-effect'
import { TrackedOperations } from './tracked-operations'

/** Keeps a journal; `undefined` when the migration has been taken back. */
export type SaveJournal = (journal: Journal | undefined) => Promise<void>

/** What became of a migration that failed. */
export type Outcome = 'undone' | 'stopped' | 'stuck'

type Query = (sql: string, parameters?: unknown[], structured?: boolean) => Promise<unknown>

/**
 * Runs operations where no transaction holds them together (MySQL, and PostgreSQL without one): each statement that
 * changes the schema stands alone, and the journal says how far things are. Changes of rows between two operations are
 * in a transaction with the journal.
 */
export class JournaledOperations extends TrackedOperations {
  private position = 0
  private hasWritten = false
  private isSaving = false
  private readonly native: Query

  constructor(
    private readonly runner: QueryRunner,
    private readonly fingerprints: Fingerprints,
    private journal: Journal,
    private readonly save: SaveJournal
  ) {
    super()
    this.native = runner.query.bind(runner) as Query
  }

  get manager(): EntityManager {
    return this.runner.manager
  }

  /** Finish the statement and the operation that were interrupted; true where all was taken back. */
  async resume(): Promise<boolean> {
    const next = nextStatement(this.journal)
    if (next !== undefined && effectOf(next.sql) === 'schema') {
      if ((await this.fingerprints.of(next.sql)) !== this.journal.before) {
        await this.keep(afterStatement(this.journal))
      } else await this.fingerprints.cleanUp(next.sql)
    }
    const isUndone = this.journal.undoing?.isAll === true
    await this.work()
    return isUndone
  }

  /** Run a migration; what its own SQL changes in the schema is an operation like the others. */
  async begin(): Promise<void> {
    const route: Query = (sql, parameters, structured) => this.route(sql, parameters, structured)
    this.runner.query = route as QueryRunner['query']
    await this.runner.startTransaction()
  }

  /** `end` is saved together with the last changes of rows. */
  async commit(end: () => Promise<void>): Promise<void> {
    const { done } = this.journal
    if (this.position < done.length) throw changed(done[this.position]!, 'nothing')
    this.release()
    await end()
    await this.runner.commitTransaction()
  }

  /** Take back what can be taken back. */
  async abandon(): Promise<Outcome> {
    this.release()
    if (this.runner.isTransactionActive) await this.runner.rollbackTransaction()
    const next = nextStatement(this.journal)
    if (next !== undefined) await this.fingerprints.cleanUp(next.sql)
    const undoing = beforeUndoing(this.journal)
    if (undoing === undefined) return 'stuck'
    await this.keep(undoing)
    await this.work()
    return undoing.undoing!.isAll ? 'undone' : 'stopped'
  }

  run(sql: string, parameters: readonly unknown[]): Promise<void> {
    const text = `run(${JSON.stringify(sql)})`
    if (effectOf(sql) === 'schema') {
      return this.perform({ text, plan: () => Promise.resolve([{ sql, parameters }]) })
    }
    return this.track(text, async () => {
      // it was committed together with the operation behind it
      if (!this.isReplaying) await this.route(sql, [...parameters])
    })
  }

  query(sql: string, parameters: readonly unknown[]): Promise<unknown> {
    return this.watch(`query(${JSON.stringify(sql)})`, () => this.native(sql, [...parameters]))
  }

  data(change: (manager: EntityManager) => Promise<void>): Promise<void> {
    return this.watch('data(…)', async () => {
      if (this.isReplaying) return this.skip('data(…)')
      await change(this.manager)
      const { done, ...rest } = this.journal
      this.journal = { ...rest, done: [...done, 'data(…)'], undo: null }
      await this.commitSection()
      await this.runner.startTransaction()
      this.position++
    })
  }

  protected override async execute({ text, plan }: Operation): Promise<void> {
    if (this.isReplaying) return this.skip(text)
    const statements = await plan()
    const undo = this.hasWritten ? null : this.journal.undo
    this.journal = { ...this.journal, undo, current: { text, statements, undo: [] } }
    await this.setBefore()
    await this.commitSection()
    await this.work()
    await this.runner.startTransaction()
    this.position++
  }

  private get isReplaying(): boolean {
    return this.position < this.journal.done.length
  }

  private async route(sql: string, parameters?: unknown[], structured?: boolean): Promise<unknown> {
    const effect = this.isSaving ? 'none' : effectOf(sql)
    if (effect === 'schema') {
      await this.perform({ text: sql, plan: () => Promise.resolve([{ sql, parameters }]) })
      return []
    }
    if (effect === 'data') this.hasWritten = true
    return this.native(sql, parameters, structured)
  }

  /** An operation that an earlier run has done; what was written to rows in front of it is done too. */
  private async skip(text: string): Promise<void> {
    const known = this.journal.done[this.position]!
    if (known !== text) throw changed(known, text)
    this.position++
    this.hasWritten = false
    await this.runner.rollbackTransaction()
    await this.runner.startTransaction()
  }

  private async commitSection(): Promise<void> {
    await this.store(this.journal)
    await this.runner.commitTransaction()
    this.hasWritten = false
  }

  /** Run what the journal says, statement by statement, to the end of the operation or of what is taken back. */
  private async work(): Promise<void> {
    for (;;) {
      const next = nextStatement(this.journal)
      if (next === undefined) break
      await this.step(next)
    }
    const { current, undoing, ...rest } = this.journal
    if (undoing?.isAll === true) return this.store(undefined)
    if (undoing !== undefined) await this.keep(rest)
    else if (current !== undefined) await this.keep(afterOperation(this.journal))
  }

  private async step({ sql, parameters }: SchemaStatement): Promise<void> {
    const values = parameters === undefined ? undefined : [...parameters]
    if (effectOf(sql) === 'schema') {
      await this.native(sql, values)
      return this.keep(afterStatement(this.journal))
    }
    await this.runner.startTransaction()
    try {
      await this.native(sql, values)
      await this.keep(afterStatement(this.journal))
      await this.runner.commitTransaction()
    } catch (error) {
      await this.runner.rollbackTransaction()
      throw error
    }
  }

  private async keep(journal: Journal): Promise<void> {
    this.journal = journal
    await this.setBefore()
    await this.store(this.journal)
  }

  private async setBefore(): Promise<void> {
    const { before: _before, ...rest } = this.journal
    const next = nextStatement(this.journal)
    const isSchema = next !== undefined && effectOf(next.sql) === 'schema'
    const before = isSchema ? await this.fingerprints.of(next.sql) : undefined
    this.journal = before === undefined ? rest : { ...rest, before }
  }

  // the journal's own statement is none of the migration's
  private async store(journal: Journal | undefined): Promise<void> {
    this.isSaving = true
    try {
      await this.save(journal)
    } finally {
      this.isSaving = false
    }
  }

  private release(): void {
    this.runner.query = this.native as QueryRunner['query']
  }
}

function changed(known: string, text: string): NuagesError {
  return new NuagesError(
    'MIGRATION_CHANGED',
    `The migration was interrupted after ${known}, and now has ${text} in its place.`,
    'Put the operations that are done back as they were: the migration continues behind them. ' +
      'Changes of rows between operations belong into `schema.data(…)`.'
  )
}
