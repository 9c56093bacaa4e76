import type { EntityManager, QueryRunner } from 'typeorm'
import type { Operation } from './operation-runner'
import type { SchemaStatement } from './schema-statement'
import type { EngineName } from './schema-state'
import { TrackedOperations } from './tracked-operations'

/** Runs operations as they come, inside a transaction that takes all of them back. */
export class DirectOperations extends TrackedOperations {
  constructor(
    private readonly runner: QueryRunner,
    private readonly engine: EngineName
  ) {
    super()
  }

  get manager(): EntityManager {
    return this.runner.manager
  }

  run(sql: string, parameters: readonly unknown[]): Promise<void> {
    return this.track(`run(${JSON.stringify(sql)})`, async () => {
      await this.runner.query(sql, [...parameters])
    })
  }

  query(sql: string, parameters: readonly unknown[]): Promise<unknown> {
    return this.watch(`query(${JSON.stringify(sql)})`, () =>
      this.runner.query(sql, [...parameters])
    )
  }

  data(change: (manager: EntityManager) => Promise<void>): Promise<void> {
    return this.watch('data(…)', () => change(this.manager))
  }

  protected override async execute({ plan }: Operation): Promise<void> {
    // PostgreSQL alters no table of which a deferred constraint has still to look at rows
    if (this.engine === 'postgres') await this.runner.query('SET CONSTRAINTS ALL IMMEDIATE')
    for (const statement of await plan()) await this.send(statement)
    if (this.engine === 'postgres') await this.runner.query('SET CONSTRAINTS ALL DEFERRED')
  }

  private async send({ sql, parameters = [], refuse }: SchemaStatement): Promise<void> {
    const rows: unknown = await this.runner.query(sql, [...parameters])
    const error = refuse?.(rows as unknown[])
    if (error !== undefined) throw error
  }
}
