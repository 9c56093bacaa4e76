import { NotAwaited } from '../errors'
import type { Reading } from './read-tree'

/** Where an only row comes from. */
export interface RowSource<R> {
  row(): Promise<R>
  /** Its JSON as the database writes it; undefined where it cannot. */
  jsonText(): Promise<string | undefined>
  /** The same row, of which exactly this is read. */
  shapedBy(reading: Reading): OnlyRow<R>
}

/**
 * The promise of an only row. As a query does, it runs when it is awaited; an action may return it unread, and then
 * the database can write the answer.
 */
export class OnlyRow<R> implements Promise<R> {
  private running: Promise<R> | undefined

  constructor(private readonly source: RowSource<R>) {}

  get [Symbol.toStringTag](): string {
    return 'Promise'
  }

  then<A = R, B = never>(
    onRow?: ((row: R) => A | PromiseLike<A>) | null,
    onError?: ((error: unknown) => B | PromiseLike<B>) | null
  ): Promise<A | B> {
    return (this.running ??= this.source.row()).then(onRow, onError)
  }

  catch<B = never>(onError?: ((error: unknown) => B | PromiseLike<B>) | null): Promise<R | B> {
    return this.then(undefined, onError)
  }

  finally(onEnd?: (() => void) | null): Promise<R> {
    return this.then().finally(onEnd)
  }

  shapedBy(reading: Reading): OnlyRow<R> {
    return this.source.shapedBy(reading)
  }

  /** What became part of JSON before it was read: an error. */
  toJSON(): never {
    throw new NotAwaited('a row')
  }

  /** The JSON text of the row; undefined where the database cannot write it. */
  jsonText(): Promise<string | undefined> {
    return this.source.jsonText()
  }
}
