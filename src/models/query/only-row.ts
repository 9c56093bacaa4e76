import { NotAwaited } from '../errors'
import type { Reading } from './read-tree'

/** A query of which one row is wanted. */
export interface RowSource<R> {
  onlyRow(): Promise<R>
  /** Its JSON as the database writes it; undefined where it cannot. */
  jsonOfOnly(): Promise<string | undefined>
  /** The same query, of whose row exactly this is read. */
  shapedBy(reading: Reading): unknown
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
    return (this.running ??= this.source.onlyRow()).then(onRow, onError)
  }

  catch<B = never>(onError?: ((error: unknown) => B | PromiseLike<B>) | null): Promise<R | B> {
    return this.then(undefined, onError)
  }

  finally(onEnd?: (() => void) | null): Promise<R> {
    return this.then().finally(onEnd)
  }

  shapedBy(reading: Reading): OnlyRow<R> {
    return new OnlyRow(this.source.shapedBy(reading) as RowSource<R>)
  }

  /** What became part of JSON before it was read: an error. */
  toJSON(): never {
    throw new NotAwaited('a row')
  }

  /** The JSON text of the row; undefined where the database cannot write it. */
  jsonText(): Promise<string | undefined> {
    return this.source.jsonOfOnly()
  }
}
