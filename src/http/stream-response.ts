import type { Readable } from 'node:stream'
import { NuagesError } from '../errors'
import { ChunkStream, type ChunkSource, type OpenSource } from './chunk-stream'
import type { HttpRequest } from './request'
import { HttpResponse, hasNoBody, type ResponseOptions } from './response'

/**
 * A body that is made while it is sent, as fast as the client takes it. The source is not begun before that; when the
 * client leaves, a generator's `finally` runs. One that waits for something learns of it through the signal that a
 * source function is given. An error before the first chunk is answered like any other, a later one cuts the connection.
 */
export class StreamResponse extends HttpResponse {
  protected stream: ChunkStream<never> | ChunkStream
  private isHead = false
  private isTaken = false

  constructor(
    source: ChunkSource | OpenSource | ChunkStream<never>,
    options?: ResponseOptions,
    type?: string
  ) {
    super('', options, type)
    this.stream = source instanceof ChunkStream ? source : new ChunkStream(source)
  }

  override get isStreaming(): boolean {
    return true
  }

  override get content(): string | Buffer {
    throw noContent()
  }

  override set content(_body: string | Buffer) {
    throw noContent()
  }

  override prepare(request: HttpRequest): void | Promise<void> {
    this.isHead = request.method === 'HEAD'
  }

  override payload(): Readable | undefined {
    if (this.isTaken) throw reused()
    this.isTaken = true
    if (this.isHead || hasNoBody(this.status)) {
      this.stream.destroy()
      return undefined
    }
    const length = this.headers.get('Content-Length')
    if (length !== undefined) this.stream.expect(Number(length))
    return this.stream
  }

  /** What has the payload, the server or a response around this one, ends it. */
  override close(): void {
    if (!this.isTaken) this.stream.destroy()
  }
}

function reused(): NuagesError {
  return new NuagesError(
    'HTTP_STREAM_REUSED',
    'A streaming response is sent a second time: two clients would share what is left of it.',
    'Make a new response for each request.'
  )
}

function noContent(): NuagesError {
  return new NuagesError(
    'HTTP_STREAMING_CONTENT',
    'A streaming response has no content: it is made while it is sent.',
    'Ask `response.isStreaming` first.'
  )
}
