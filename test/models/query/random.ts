/** Numbers that look random and are the same in every run. */
export class Random {
  constructor(private state: number) {}

  /** From 0 to before 1 (mulberry32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }

  /** A whole number from 0 to before `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end)
  }

  one<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!
  }

  /** So many of `list`, in an order of their own. */
  some<T>(list: readonly T[], count: number): T[] {
    const left = [...list]
    return Array.from({ length: Math.min(count, left.length) }, () =>
      left.splice(this.below(left.length), 1)
    ).flat()
  }
}
