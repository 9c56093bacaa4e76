import { basename, extname } from 'node:path'
import { Readable } from 'node:stream'
import { contentType as typeWithCharset } from 'mime-types'
import { NuagesError } from '../errors'
import { parseRange, type ByteRange } from './byte-range'
import { ChunkStream, type ChunkSource } from './chunk-stream'
import { contentDisposition } from './content-disposition'
import { PreconditionFailed, RangeNotSatisfiable } from './exceptions'
import { findFile, readFile, type RootedPath } from './file-source'
import { parseHttpDate } from './http-date'
import { evaluatePreconditions, isRangeCurrent, type Validators } from './preconditions'
import type { HttpRequest } from './request'
import type { ResponseOptions } from './response'
import { StreamResponse } from './stream-response'

/** Options of a file, with those of any response. */
export interface FileResponseOptions extends ResponseOptions {
  /** Whether browsers save the file instead of showing it. */
  readonly asAttachment?: boolean
  /** The name it is saved under, and whose ending tells its type. Default: that of the file. */
  readonly filename?: string
}

/**
 * A file: of the application (a path), below a folder (`{ path, root }`, for a path that a client sent), or made in
 * memory (bytes, or a stream). Ranges, conditions and HEAD are answered, but for a stream, whose length is unknown.
 */
export class FileResponse extends StreamResponse {
  constructor(
    private readonly file: string | RootedPath | Uint8Array | Readable,
    options: FileResponseOptions = {}
  ) {
    const name = options.filename ?? nameOf(file)
    const type = typeOf(name) || typeOf(nameOf(file)) || UNKNOWN_TYPE
    super(file instanceof Readable ? file : unprepared, options, type)
    const disposition = contentDisposition(options.asAttachment ? 'attachment' : 'inline', name)
    if (disposition !== 'inline') this.headers.setDefault('Content-Disposition', disposition)
  }

  override async prepare(request: HttpRequest): Promise<void> {
    void super.prepare(request)
    const { file } = this
    if (file instanceof Readable) return
    if (file instanceof Uint8Array) {
      return this.choose(request, file.length, (start, length) => [
        file.subarray(start, start + length)
      ])
    }
    const found = await findFile(file)
    this.headers.setDefault('Last-Modified', found.lastModified.toUTCString())
    this.headers.setDefault('ETag', found.etag)
    this.choose(request, found.size, (start, length) => readFile(found, start, length))
  }

  /** Decide between all of it, a part and nothing. */
  private choose(request: HttpRequest, size: number, read: ReadPart): void {
    const isPlain = this.status === 200
    if (isPlain && (request.method === 'GET' || request.method === 'HEAD')) {
      const verdict = evaluatePreconditions(request, this.validators())
      if (verdict === 'failed') throw new PreconditionFailed()
      if (verdict === 'not-modified') return this.becomeNotModified()
    }
    this.headers.setDefault('Accept-Ranges', 'bytes')
    const part = isPlain ? this.rangeOf(request, size) : undefined
    if (part !== undefined) {
      this.status = 206
      this.headers.set('Content-Range', `bytes ${part.start}-${part.end}/${size}`)
    }
    const { start, end } = part ?? { start: 0, end: size - 1 }
    this.headers.set('Content-Length', end - start + 1)
    this.stream = new ChunkStream(() => read(start, end - start + 1))
  }

  // a range is defined for GET alone (RFC 9110 14.2)
  private rangeOf(request: HttpRequest, size: number): ByteRange | undefined {
    if (request.method !== 'GET' || !isRangeCurrent(request, this.validators())) return undefined
    const range = parseRange(request.headers.range, size)
    if (range === 'unsatisfiable') throw new RangeNotSatisfiable(size)
    return range
  }

  private validators(): Validators {
    const time = parseHttpDate(this.headers.get('Last-Modified') ?? '')
    return {
      etag: this.headers.get('ETag'),
      lastModified: time === undefined ? undefined : new Date(time)
    }
  }

  private becomeNotModified(): void {
    this.status = 304
    this.headers.delete('Content-Type').delete('Content-Disposition')
  }
}

type ReadPart = (start: number, length: number) => ChunkSource

const UNKNOWN_TYPE = 'application/octet-stream'

function nameOf(file: string | RootedPath | Uint8Array | Readable): string {
  if (typeof file === 'string') return basename(file)
  return 'path' in file && typeof file.path === 'string' && 'root' in file
    ? basename(file.path)
    : ''
}

// `a.tar.gz` is gzip, and not a tar file in gzip encoding: what is saved should be what is here
function typeOf(name: string): string {
  const ending = extname(name)
  return (ending !== '' && typeWithCharset(ending)) || ''
}

function unprepared(): never {
  throw new NuagesError(
    'HTTP_FILE_NOT_PREPARED',
    'A FileResponse is sent of which nobody has called prepare().',
    'Return it from an action or a middleware: the application prepares it.'
  )
}
