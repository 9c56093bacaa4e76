import type { Stats } from 'node:fs'
import { open } from 'node:fs/promises'
import { isAbsolute, resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { send, type SendResult } from '@fastify/send'
import { NuagesError } from '../errors'
import { NotFound } from './exceptions'

/** A path below a folder, as a client asked for it: it cannot leave the folder. */
export interface RootedPath {
  readonly path: string
  readonly root: string
  /** Whether names that begin with a dot are served. Default: no. */
  readonly dotfiles?: boolean
}

/** A file as it was when the response was prepared. */
export interface FoundFile {
  readonly path: string
  readonly size: number
  readonly lastModified: Date
  readonly etag: string
}

/**
 * Look a file up. A plain path is the application's and is trusted; below a `root` nothing outside it is found, but
 * through symbolic links, which are followed: let nobody make links there. What is no file is `NotFound`.
 */
export async function findFile(file: string | RootedPath): Promise<FoundFile> {
  const path = typeof file === 'string' ? resolve(file) : file.path
  const rooted = typeof file === 'string' ? undefined : file
  if (rooted !== undefined && (isAbsolute(path) || path.includes('\\'))) throw noFile(path)
  // send decodes percent signs, and here nothing is encoded
  const result = await send(ONLY_THE_HEAD, path.replaceAll('%', '%25'), {
    root: rooted?.root,
    dotfiles: rooted === undefined || rooted.dotfiles ? 'allow' : 'ignore',
    index: false
  })
  if (result.statusCode === 500) throw unreadable(path, causeOf(result))
  if (result.type !== 'file' || !result.metadata.stat.isFile()) throw noFile(path)
  const { stat } = result.metadata
  return {
    path: result.metadata.path,
    size: stat.size,
    lastModified: stat.mtime,
    etag: etagOf(stat)
  }
}

/** The bytes of a file from `start` on; ends in an error, not early, when the file has changed meanwhile. */
export async function* readFile(
  found: FoundFile,
  start: number,
  length: number
): AsyncGenerator<Buffer> {
  const file = await open(found.path).catch((cause: unknown) => {
    throw unreadable(found.path, cause)
  })
  try {
    if (etagOf(await file.stat()) !== found.etag) throw changed(found.path)
    for (let at = start, end = start + length; at < end;) {
      const buffer = Buffer.allocUnsafe(Math.min(CHUNK_SIZE, end - at))
      const { bytesRead } = await file.read(buffer, 0, buffer.length, at)
      if (bytesRead === 0) throw changed(found.path)
      at += bytesRead
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}

const CHUNK_SIZE = 65_536
// send opens the file for a GET, long before anyone reads it; ranges and conditions are not its concern here
const ONLY_THE_HEAD = { method: 'HEAD', headers: {} } as unknown as Readable

// strong, so that a download can go on with If-Range: it holds microseconds
function etagOf({ size, mtimeMs }: Stats): string {
  return `"${size.toString(36)}-${Math.round(mtimeMs * 1000).toString(36)}"`
}

function causeOf(result: SendResult): unknown {
  return result.type === 'error' ? result.metadata.error : undefined
}

function noFile(path: string): NotFound {
  return new NotFound('There is no such file.', {
    hint: `${JSON.stringify(path)} is not a file, or outside its root, or begins with a dot.`
  })
}

function unreadable(path: string, cause: unknown): NuagesError {
  return new NuagesError(
    'HTTP_FILE_UNREADABLE',
    `The file ${path} cannot be read.`,
    'See the cause: a permission, a loop of links, a file that was removed.',
    { cause }
  )
}

function changed(path: string): NuagesError {
  return new NuagesError(
    'HTTP_FILE_CHANGED',
    `The file ${path} changed while it was sent.`,
    'Write a new file beside it and rename that.'
  )
}
