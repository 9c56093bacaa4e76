import { Readable } from 'node:stream'
import { ReadableStream } from 'node:stream/web'
import { NuagesError } from '../errors'

export type Chunk = string | Uint8Array
export type ChunkSource<T = Chunk> = Iterable<T> | AsyncIterable<T> | Readable | ReadableStream<T>
/** Makes the source when it is wanted; `signal` aborts when nobody wants it any more. */
export type OpenSource<T = Chunk> = (signal: AbortSignal) => ChunkSource<T>

/**
 * What a source yields, as a stream that pulls no faster than it is read. Unlike `Readable.from` it leaves the source
 * alone until the first read, tells a waiting source at once that the reader has left, and refuses what is no chunk:
 * an object that is piped into a socket would end the process.
 */
export class ChunkStream<T = Chunk> extends Readable {
  private chunks?: Chunks<T>
  private readonly abort = new AbortController()
  private isWanted = false
  private isPulling = false
  private isDone = false
  private missing?: number

  constructor(
    private readonly source: ChunkSource<T> | OpenSource<T>,
    private readonly encode: (item: T) => Chunk = checkedChunk
  ) {
    super()
    // an error concerns who reads; without a reader (yet) it must not end the process
    this.on('error', ignore)
    if (source instanceof Readable) source.on('error', ignore)
  }

  /** Fail where the source yields more or less than `bytes`: what comes next on the connection would be misread. */
  expect(bytes: number): void {
    this.missing = bytes
  }

  override _read(): void {
    this.isWanted = true
    if (!this.isPulling) void this.pull()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    if (!this.isDone) this.leave()
    done(error)
  }

  /** Runs once, before the first item is asked for. */
  protected start(): void {
    const { source } = this
    this.chunks = chunksOf(typeof source === 'function' ? source(this.abort.signal) : source)
  }

  /** Runs once, when the source has ended or the reader has left. */
  protected stop(): void {
    this.isDone = true
  }

  private async pull(): Promise<void> {
    this.isPulling = true
    try {
      if (this.chunks === undefined) this.start()
      while (this.isWanted && !this.destroyed) {
        this.isWanted = false
        const { done, value } = await this.chunks!.next()
        if (this.destroyed) return
        if (done) {
          if (this.missing) throw wrongLength('less')
          return this.finish()
        }
        const chunk = this.encode(value as T)
        if (this.missing !== undefined) this.count(Buffer.byteLength(chunk))
        if (this.push(chunk)) this.isWanted = true
      }
    } catch (error) {
      this.destroy(error instanceof Error ? error : failedWith(error))
    } finally {
      this.isPulling = false
    }
  }

  private count(bytes: number): void {
    this.missing! -= bytes
    if (this.missing! < 0) throw wrongLength('more')
  }

  private finish(): void {
    this.stop()
    this.push(null)
  }

  private leave(): void {
    this.stop()
    this.abort.abort()
    const { source } = this
    try {
      this.chunks ??= typeof source === 'function' ? undefined : chunksOf(source)
      // a generator that is waiting takes the return when its wait is over: nothing here waits for that
      Promise.resolve(this.chunks?.return?.()).catch(ignore)
    } catch {
      // locked by somebody else, who will close it
    }
  }
}

interface Chunks<T> {
  next(): IteratorResult<T> | Promise<IteratorResult<T> | { done: boolean; value?: T }>
  return?(): unknown
}

function chunksOf<T>(source: ChunkSource<T>): Chunks<T> {
  if (source instanceof ReadableStream) {
    const reader = source.getReader()
    return { next: () => reader.read(), return: () => reader.cancel() }
  }
  if (source instanceof Readable) {
    const chunks: AsyncIterator<T> = source[Symbol.asyncIterator]()
    return { next: () => chunks.next(), return: () => source.destroy() }
  }
  // a string is an iterable too, of letters
  if (typeof source === 'string') return [source as T][Symbol.iterator]()
  return Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]()
}

function checkedChunk(chunk: unknown): Chunk {
  if (typeof chunk === 'string' || chunk instanceof Uint8Array) return chunk
  const kind = Object.prototype.toString.call(chunk).slice('[object '.length, -1)
  throw new NuagesError(
    'HTTP_BAD_CHUNK',
    `The source of a stream yielded a ${kind}.`,
    'Yield strings or bytes (Buffer, Uint8Array).'
  )
}

function wrongLength(than: 'more' | 'less'): NuagesError {
  return new NuagesError(
    'HTTP_STREAM_LENGTH',
    `The source of a stream yielded ${than} bytes than its Content-Length says.`,
    'Leave Content-Length out; in a body that fetch() has decompressed it is wrong.'
  )
}

function failedWith(cause: unknown): NuagesError {
  return new NuagesError(
    'HTTP_STREAM_FAILED',
    `The source of a stream threw ${String(cause)}.`,
    'Throw an Error: it has a stack.',
    { cause }
  )
}

function ignore(): void {}
