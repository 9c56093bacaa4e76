import type { QueryRunner } from 'typeorm'
import { BroadcasterResult } from 'typeorm/subscriber/BroadcasterResult.js'

/** Tells TypeORM's logger and subscribers what a query runner does. */
export class QueryEvents {
  constructor(private readonly runner: QueryRunner) {}

  async asked(sql: string, parameters: unknown[]): Promise<void> {
    const { logger, subscribers } = this.runner.dataSource
    logger.logQuery(sql, parameters, this.runner)
    if (subscribers.length === 0) return
    await this.runner.broadcaster.broadcast('BeforeQuery', sql, parameters)
  }

  async answered(sql: string, parameters: unknown[], start: number, raw: unknown): Promise<void> {
    const { logger, options, subscribers } = this.runner.dataSource
    const { maxQueryExecutionTime } = options
    const milliseconds = Date.now() - start
    if (maxQueryExecutionTime !== undefined && milliseconds > maxQueryExecutionTime) {
      logger.logQuerySlow(milliseconds, sql, parameters, this.runner)
    }
    if (subscribers.length > 0) await this.tell(sql, parameters, [true, milliseconds, raw])
  }

  async failed(sql: string, parameters: unknown[], error: Error): Promise<void> {
    this.runner.dataSource.logger.logQueryError(error, sql, parameters, this.runner)
    await this.tell(sql, parameters, [false, undefined, undefined, error])
  }

  private async tell(
    sql: string,
    parameters: unknown[],
    [isSuccess, milliseconds, raw, error]: [boolean, number?, unknown?, unknown?]
  ): Promise<void> {
    const result = new BroadcasterResult()
    this.runner.broadcaster.broadcastAfterQueryEvent(
      result,
      sql,
      parameters,
      isSuccess,
      milliseconds,
      raw,
      error
    )
    await result.wait()
  }
}
