/** Listens to a signal; a promise that it returns is not awaited. */
export type Receiver<T> = (payload: T) => void

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
    for (const receiver of this.receivers) receiver(payload)
  }

  /** Tell every receiver whatever the others do; the answer is what they threw. */
  sendRobust(payload: T): unknown[] {
    const errors: unknown[] = []
    for (const receiver of this.receivers) {
      try {
        receiver(payload)
      } catch (error) {
        errors.push(error)
      }
    }
    return errors
  }
}
