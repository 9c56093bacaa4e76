import { DatabaseClosed } from './errors'

/** Counts the work in flight, so that closing can wait for it. */
export class Workload {
  private count = 0
  private isClosing = false
  private onDone: (() => void) | undefined

  /** Begin work of one or several statements. */
  begin(): void {
    if (this.isClosing) throw new DatabaseClosed()
    this.count++
  }

  end(): void {
    this.count--
    if (this.count === 0) this.onDone?.()
  }

  /** Refuse new work, and wait until there is none, or no longer than `milliseconds`. */
  finish(milliseconds: number): Promise<void> {
    this.isClosing = true
    if (this.count === 0) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      this.onDone = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
