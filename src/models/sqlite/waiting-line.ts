interface Waiting<T> {
  readonly resolve: (value: T) => void
  readonly reject: (error: unknown) => void
  readonly timer: NodeJS.Timeout
}

/** First come, first served, with a limit to the wait. */
export class WaitingLine<T> {
  // a Set keeps the order of arrival, and its members leave from anywhere at no cost
  private readonly waiting = new Set<Waiting<T>>()

  get length(): number {
    return this.waiting.size
  }

  /** Wait to be served; after `milliseconds` leave the line with the error of `onTimeout`. */
  join(milliseconds: number, onTimeout: () => Error): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        const error = onTimeout()
        this.waiting.delete(entry)
        reject(error)
      }, milliseconds)
      const entry: Waiting<T> = { resolve, reject, timer }
      this.waiting.add(entry)
    })
  }

  /** Hand `value` to whoever waits longest; false where nobody does. */
  serve(value: T): boolean {
    const entry = this.first()
    entry?.resolve(value)
    return entry !== undefined
  }

  /** Send away whoever waits longest. */
  refuse(error: unknown): void {
    this.first()?.reject(error)
  }

  private first(): Waiting<T> | undefined {
    const [entry] = this.waiting
    if (entry === undefined) return undefined
    this.waiting.delete(entry)
    clearTimeout(entry.timer)
    return entry
  }
}
