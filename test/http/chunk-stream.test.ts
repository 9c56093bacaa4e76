import { once } from 'node:events'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { ReadableStream } from 'node:stream/web'
import { ChunkStream } from '../../src/http/chunk-stream'

const bytes = Buffer.from('é')

async function* generate() {
  yield 'a'
  yield bytes.subarray(0, 1)
  yield bytes.subarray(1)
}

it.each([
  ['an array', ['a', bytes]],
  ['a set', new Set(['a', bytes])],
  ['text', 'aé'],
  ['a generator', generate()],
  ['a stream', Readable.from([Buffer.from('a'), bytes], { objectMode: false })],
  ['a stream of objects', Readable.from(['a', bytes])],
  ['a web stream', ReadableStream.from(['a', bytes])],
  ['a function', () => ['a', bytes]],
  ['an async function’s generator', generate]
])('reads %s', async (_case, source) => {
  expect(await text(new ChunkStream(source as string[]))).toBe('aé')
})

it('yields nothing from an empty source', async () => {
  expect(await text(new ChunkStream([]))).toBe('')
})

it.each([
  [{ a: 1 }, 'HTTP_BAD_CHUNK: The source of a stream yielded a Object.'],
  [7, 'HTTP_BAD_CHUNK: The source of a stream yielded a Number.'],
  [null, 'HTTP_BAD_CHUNK: The source of a stream yielded a Null.']
])('refuses the chunk %j', async (chunk, message) => {
  await expect(text(new ChunkStream([chunk as unknown as string]))).rejects.toThrow(message)
})

it.each([
  ['null', null],
  ['undefined', undefined],
  ['a string', 'lost']
])('gives a name to a thrown %s', async (_case, cause) => {
  const source = (): string[] => {
    throw cause
  }
  await expect(text(new ChunkStream(source))).rejects.toMatchObject({
    code: 'HTTP_STREAM_FAILED',
    cause
  })
})

it('fails with the very error of its source', async () => {
  const error = new Error('lost')
  const failing = new Readable({ read: (): void => void failing.destroy(error) })
  await expect(text(new ChunkStream(failing))).rejects.toBe(error)
})

it('survives a source that fails while nobody reads', async () => {
  const source = new Readable({ read() {} })
  const stream = new ChunkStream(source)
  source.destroy(new Error('early'))
  await new Promise((resolve) => {
    source.on('close', resolve)
  })
  await expect(text(stream)).rejects.toThrow('early')
})

it('does not begin before it is read', async () => {
  let begun = false
  const stream = new ChunkStream(() => ((begun = true), ['a']))
  await new Promise(setImmediate)
  expect(begun).toBe(false)
  stream.destroy()
})

describe('destroyed', () => {
  it('closes a stream that was never read', async () => {
    const source = Readable.from(['a'])
    new ChunkStream(source).destroy()
    await once(source, 'close')
    expect(source.destroyed).toBe(true)
  })

  it('cancels a web stream that waits', async () => {
    let isCancelled = false
    const source = new ReadableStream<string>({ cancel: () => void (isCancelled = true) })
    const stream = new ChunkStream(source)
    stream.read()
    stream.destroy()
    await once(stream, 'close')
    expect(isCancelled).toBe(true)
  })

  it('leaves a web stream alone that somebody else reads', async () => {
    const source = ReadableStream.from(['a'])
    const reader = source.getReader()
    const stream = new ChunkStream<string>(source)
    stream.destroy()
    await once(stream, 'close')
    expect((await reader.read()).value).toBe('a')
  })

  it('aborts the signal of a source function that is at work', () => {
    let signal: AbortSignal | undefined
    const stream = new ChunkStream((given) => ((signal = given), generate()))
    stream.read()
    expect(signal?.aborted).toBe(false)
    stream.destroy()
    expect(signal?.aborted).toBe(true)
  })

  it('aborts nothing when the source has ended', async () => {
    let signal: AbortSignal | undefined
    await text(new ChunkStream((given) => ((signal = given), ['a'])))
    expect(signal?.aborted).toBe(false)
  })
})

it('goes on after a reader that takes more than it was told', async () => {
  const stream = new ChunkStream(Array.from({ length: 40 }, () => Buffer.alloc(9000)))
  let length = 0
  stream.on('readable', () => {
    for (let chunk; (chunk = stream.read(5000) ?? stream.read()) !== null;) length += chunk.length
  })
  await once(stream, 'end')
  expect(length).toBe(360_000)
})
