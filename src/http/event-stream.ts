import { ChunkStream } from './chunk-stream'
import { eventText, type ServerEvent } from './event-text'
import type { HttpRequest } from './request'
import type { ResponseOptions } from './response'
import { StreamResponse } from './stream-response'

/** Who listens to an event stream. */
export interface EventClient {
  /** Aborts when the client leaves: hand it to what the source waits for. */
  readonly signal: AbortSignal
  /** The id of the last event that the client got before it came back. */
  readonly lastEventId?: string
}

export type EventSource =
  AsyncIterable<ServerEvent> | ((client: EventClient) => AsyncIterable<ServerEvent>)

/** Options of an event stream, with those of any response. */
export interface EventStreamOptions extends ResponseOptions {
  /** Seconds of silence after which a comment keeps the connection alive; 0 for never. Default 15. */
  readonly heartbeat?: number
  /** Milliseconds until the client comes again after the connection is lost. */
  readonly retry?: number
}

/**
 * Server-sent events, one for each that the source yields. The head is sent at once; a client comes back by itself
 * when the stream ends, so a source that has no more to say answers 204 (`NoContent`) the next time.
 */
export class EventStream extends StreamResponse {
  private readonly events: EventChunks

  constructor(source: EventSource, options: EventStreamOptions = {}) {
    const events = new EventChunks(source, options)
    super(events, options, 'text/event-stream')
    this.events = events
    this.headers.setDefault('Cache-Control', 'no-cache')
    // nginx would hold events back until a buffer is full
    this.headers.setDefault('X-Accel-Buffering', 'no')
  }

  override prepare(request: HttpRequest): void {
    void super.prepare(request)
    const id = request.headers['last-event-id']
    // browsers send UTF-8 here, and Node reads headers as Latin-1
    if (typeof id === 'string') this.events.lastEventId = Buffer.from(id, 'latin1').toString()
  }
}

class EventChunks extends ChunkStream<ServerEvent> {
  lastEventId?: string
  private heartbeat?: NodeJS.Timeout

  constructor(
    source: EventSource,
    private readonly options: EventStreamOptions
  ) {
    super(
      typeof source === 'function'
        ? (signal) => source({ signal, lastEventId: this.lastEventId })
        : source,
      (event) => {
        this.heartbeat?.refresh()
        return eventText(event)
      }
    )
  }

  protected override start(): void {
    super.start()
    const { retry, heartbeat = 15 } = this.options
    this.push(retry === undefined ? ':\n\n' : eventText({ retry }))
    if (heartbeat > 0) this.heartbeat = setInterval(() => this.beat(), heartbeat * 1000)
  }

  protected override stop(): void {
    super.stop()
    clearInterval(this.heartbeat)
  }

  // a client that does not read its heartbeats needs no more of them
  private beat(): void {
    if (this.readableLength === 0) this.push(':\n\n')
  }
}
