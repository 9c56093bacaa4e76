interface Waiting<T> {
  readonly onServed: (value: T) => void
  readonly onRefused: (error: unknown) => void
  /** When it has waited for too long, in milliseconds of the process's own clock. */
  readonly deadline: number
}

/** Places of those who were served that may be kept at the front of the line. */
const SERVED_PLACES = 512

/** First come, first served, with a limit to the wait. */
export class WaitingLine<T> {
  // no Set: each time that one grows, V8 keeps its old table, and whoever stood in it, until the next full collection
  private places: (Waiting<T> | undefined)[] = []
  /** The place of whoever waits longest. */
  private front = 0
  /** One for all who wait: it stays when the line is empty, since the next one comes soon. */
  private timer: NodeJS.Timeout | undefined

  /** Who has waited for `timeout` milliseconds leaves the line with the error of `onTimeout`. */
  constructor(
    private readonly timeout: number,
    private readonly onTimeout: (waiting: number) => Error
  ) {}

  get length(): number {
    return this.places.length - this.front
  }

  /** Wait to be served or refused. */
  join(onServed: (value: T) => void, onRefused: (error: unknown) => void): void {
    this.places.push({ onServed, onRefused, deadline: performance.now() + this.timeout })
    if (this.timer === undefined) this.wakeIn(this.timeout)
    else if (this.length === 1) this.timer.ref()
  }

  /** Hand `value` to whoever waits longest; false where nobody does. */
  serve(value: T): boolean {
    const entry = this.leave()
    entry?.onServed(value)
    return entry !== undefined
  }

  /** Send away whoever waits longest. */
  refuse(error: unknown): void {
    this.leave()?.onRefused(error)
  }

  private leave(): Waiting<T> | undefined {
    const { places, front } = this
    const entry = places[front]
    if (entry === undefined) return undefined
    places[front] = undefined
    this.front++
    // an empty line keeps no process alive
    if (this.length === 0) this.timer?.unref()
    if (this.length === 0 || this.front > SERVED_PLACES) {
      places.splice(0, this.front)
      this.front = 0
    }
    return entry
  }

  private wakeIn(milliseconds: number): void {
    this.timer = setTimeout(() => this.sendAwayTheLate(), milliseconds)
  }

  private sendAwayTheLate(): void {
    this.timer = undefined
    const now = performance.now()
    for (let entry = this.places[this.front]; entry; entry = this.places[this.front]) {
      if (entry.deadline > now) return this.wakeIn(Math.ceil(entry.deadline - now))
      this.refuse(this.onTimeout(this.length))
    }
  }
}
