/** Does one piece of work at a time, in the order in which they were asked for. */
export class Sequence {
  private last: Promise<unknown> | undefined

  /** Whether nothing is done or waits. */
  get isIdle(): boolean {
    return this.last === undefined
  }

  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.last === undefined ? work() : this.last.then(work, work)
    const done = (): void => {
      if (this.last === settled) this.last = undefined
    }
    const settled: Promise<unknown> = result.then(done, done)
    this.last = settled
    return result
  }
}
