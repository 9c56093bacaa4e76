/** Listens to a signal; a promise that it returns is not awaited. */
export type Receiver<T> = (payload: T) => unknown

/** An announcement that any part of a program may listen to. Receivers run in order, synchronously. */
export class Signal<T> {
  private receivers: readonly Receiver<T>[] = []

  constructor(readonly name: string) {}

  /** How many listen: senders on a hot path ask before they make a payload. */
  get size(): number {
    return this.receivers.length
  }

  /** Listen from now on; the answer stops it. A receiver that is connected twice listens once. */
  connect(receiver: Receiver<T>): () => void {
    if (!this.receivers.includes(receiver)) this.receivers = [...this.receivers, receiver]
    return () => this.disconnect(receiver)
  }

  disconnect(receiver: Receiver<T>): void {
    this.receivers = this.receivers.filter((other) => other !== receiver)
  }

  /** Tell every receiver; an error of one goes to the sender and the rest are not told. */
  send(payload: T): void {
    for (const receiver of this.receivers) watch(receiver(payload), warn)
  }

  /** Tell every receiver whatever the others do; `report` is told what they throw, or reject with later. */
  sendRobust(payload: T, report: (error: unknown) => void): void {
    for (const receiver of this.receivers) {
      try {
        watch(receiver(payload), report)
      } catch (error) {
        report(error)
      }
    }
  }
}

// nobody waits for an asynchronous receiver, and a rejection that nobody handles would end the process
function watch(result: unknown, report: (error: unknown) => void): void {
  const { then } = (result ?? {}) as { readonly then?: unknown }
  if (typeof then === 'function') (result as PromiseLike<unknown>).then(undefined, report)
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error))
}
