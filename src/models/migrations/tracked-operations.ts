import type { EntityManager } from 'typeorm'
import { NotAwaited } from './migration-errors'
import type { Operation, OperationRunner } from './operation-runner'

/** Sees to it that a migration awaits its operations, and knows which one failed. */
export abstract class TrackedOperations implements OperationRunner {
  abstract readonly manager: EntityManager
  /** The operation that failed first. */
  failed: string | undefined
  private current: string | undefined
  private isOver = false
  private readonly underway = new Map<Promise<unknown>, string>()

  perform(operation: Operation): Promise<void> {
    return this.track(operation.text, () => this.execute(operation))
  }

  abstract run(sql: string, parameters: readonly unknown[]): Promise<void>
  abstract query(sql: string, parameters: readonly unknown[]): Promise<unknown>
  abstract data(change: (manager: EntityManager) => Promise<void>): Promise<void>

  /** Refuse what comes from now on; an operation that nobody awaited is an error. */
  async finish(): Promise<void> {
    this.isOver = true
    const [forgotten] = this.underway.values()
    await Promise.allSettled(this.underway.keys())
    if (forgotten !== undefined) throw new NotAwaited(forgotten)
  }

  protected abstract execute(operation: Operation): Promise<void>

  /** Run one operation, which none may overtake. */
  protected track<T>(text: string, work: () => Promise<T>): Promise<T> {
    return this.watch(text, async () => {
      if (this.current !== undefined) throw new NotAwaited(this.current)
      this.current = text
      try {
        return await work()
      } finally {
        this.current = undefined
      }
    })
  }

  /** Run something that holds operations of its own. */
  protected watch<T>(text: string, work: () => Promise<T>): Promise<T> {
    if (this.isOver) return Promise.reject(new NotAwaited(text))
    const done = work().catch((error: unknown) => {
      this.failed ??= text
      throw error
    })
    this.underway.set(done, text)
    const end = (): boolean => this.underway.delete(done)
    // the caller has the error; where nobody awaits it, `finish` tells
    done.then(end, end)
    return done
  }
}
