import fs, { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { FileResponse, type FileResponseOptions } from '../../src/http/file-response'
import { HttpResponse, type ResponseOptions } from '../../src/http/response'
import { closeServers, deferred, serve } from './serve'

const modified = new Date(Date.UTC(2026, 0, 2, 3, 4, 5))
const LAST_MODIFIED = 'Fri, 02 Jan 2026 03:04:05 GMT'
let folder: string
let path: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nuages-'))
  path = join(folder, 'digits.txt')
  await writeFile(path, '0123456789')
  await utimes(path, modified, modified)
  await writeFile(join(folder, 'empty.bin'), '')
  await writeFile(join(folder, 'big.bin'), Buffer.alloc(20_000_000, 'x'))
})
afterAll(() => rm(folder, { recursive: true }))
afterEach(closeServers)
afterEach(() => jest.restoreAllMocks())

const serveFile = (options?: FileResponseOptions) => serve(() => new FileResponse(path, options))

it('sends a file with what is known of it', async () => {
  const { status, headers, body } = await (await serveFile()).get()
  expect([status, body]).toEqual([200, '0123456789'])
  expect(headers).toMatchObject({
    'content-type': 'text/plain; charset=utf-8',
    'content-length': '10',
    'content-disposition': 'inline; filename="digits.txt"',
    'last-modified': LAST_MODIFIED,
    'accept-ranges': 'bytes',
    etag: expect.stringMatching(/^"/)
  })
  expect(headers).not.toHaveProperty('content-encoding')
})

it.each<[string, FileResponseOptions, string]>([
  ['a.html', {}, 'text/html; charset=utf-8'],
  ['a.tar.gz', {}, 'application/gzip'],
  ['a.PNG', {}, 'image/png'],
  ['html', {}, 'application/octet-stream'],
  ['a.unknown', {}, 'application/octet-stream'],
  ['a.bin', { filename: 'b.pdf' }, 'application/pdf'],
  ['a.pdf', { filename: 'b' }, 'application/pdf'],
  ['a.html', { contentType: 'text/plain' }, 'text/plain'],
  ['a.html', { headers: { 'Content-Type': 'text/plain' } }, 'text/plain']
])('takes the type of %s with %j from its name', (name, options, type) => {
  expect(new FileResponse(name, options).headers.get('Content-Type')).toBe(type)
})

it.each<[FileResponseOptions, string | undefined]>([
  [{ asAttachment: true }, 'attachment; filename="a.txt"'],
  [{ asAttachment: true, filename: 'é.txt' }, `attachment; filename="_.txt"; filename*=UTF-8''%C3%A9.txt`], // prettier-ignore
  [{ headers: { 'Content-Disposition': 'inline' } }, 'inline']
])('offers it as %j', (options, disposition) => {
  const { headers } = new FileResponse({ path: 'dir/a.txt', root: folder }, options)
  expect(headers.get('Content-Disposition')).toBe(disposition)
})

it.each([
  ['bytes=2-4', 206, '234', 'bytes 2-4/10', '3'],
  ['bytes=-1', 206, '9', 'bytes 9-9/10', '1'],
  ['bytes=10-', 416, 'HTTP_RANGE_NOT_SATISFIABLE', 'bytes */10', undefined],
  ['bytes=0-1,4-5', 200, '0123456789', undefined, '10'],
  ['bytes=4-2', 200, '0123456789', undefined, '10']
])('answers the range %s with %i', async (range, status, body, contentRange, length) => {
  const server = await serve(() => new FileResponse(path))
  const answer = await server.get({ Range: range })
  expect([answer.status, answer.headers['content-range']]).toEqual([status, contentRange])
  if (length === undefined) expect(answer.body).toContain(body)
  else expect([answer.body, answer.headers['content-length']]).toEqual([body, length])
})

it.each([
  [LAST_MODIFIED, 206],
  ['Fri, 02 Jan 2026 03:04:06 GMT', 200],
  ['"other"', 200]
])('sends a range only of what the client has: If-Range %s', async (ifRange, status) => {
  const server = await serveFile()
  expect(await server.get({ Range: 'bytes=0-1', 'If-Range': ifRange })).toMatchObject({ status })
  const { etag } = (await server.get()).headers
  expect((await server.get({ Range: 'bytes=0-1', 'If-Range': etag! })).status).toBe(206)
})

it.each([
  [{ 'If-Modified-Since': LAST_MODIFIED }, 304],
  [{ 'If-None-Match': '*', Range: 'bytes=0-1' }, 304],
  [{ 'If-Match': '"other"' }, 412],
  [{ 'If-Unmodified-Since': 'Thu, 01 Jan 2026 00:00:00 GMT' }, 412]
])('answers the condition %j with %i', async (condition, status) => {
  const answer = await (await serveFile()).get(condition as Record<string, string>)
  expect(answer.status).toBe(status)
})

it('sends 304 with the validators and nothing of the body', async () => {
  const server = await serveFile({ headers: { 'Cache-Control': 'max-age=60' } })
  const { etag } = (await server.get()).headers
  const { status, headers, body } = await server.get({ 'If-None-Match': etag! })
  expect([status, body, headers.etag, headers['cache-control']]).toEqual([
    304,
    '',
    etag,
    'max-age=60'
  ])
  expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['content-type']))
  expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['content-length']))
})

it('answers HEAD with the head of the whole file, without opening it', async () => {
  const open = jest.spyOn(fs, 'open')
  const { status, headers, body } = await (
    await serveFile()
  ).get({ Range: 'bytes=0-1', 'If-None-Match': '"x"' }, 'HEAD')
  expect([status, headers['content-length'], body]).toEqual([200, '10', ''])
  expect(open).not.toHaveBeenCalled()
})

it.each([
  ['POST', {}],
  ['GET', { status: 404 }]
])('leaves ranges and conditions alone for %s %j', async (method, options: ResponseOptions) => {
  const server = await serve(() => new FileResponse(path, options))
  const { status, body } = await server.get({ Range: 'bytes=0-1', 'If-None-Match': '*' }, method)
  expect([status, body]).toEqual([options.status ?? 200, '0123456789'])
})

it('sends an empty file', async () => {
  const server = await serve(() => new FileResponse({ path: 'empty.bin', root: folder }))
  const { status, headers, body } = await server.get()
  expect([status, headers['content-length'], body]).toEqual([200, '0', ''])
})

it('sends bytes, in parts too', async () => {
  const bytes = Buffer.from('hello')
  const server = await serve(() => new FileResponse(bytes, { filename: 'a.csv' }))
  const { headers, body } = await server.get()
  expect([headers['content-type'], headers['content-length'], body]).toEqual([
    'text/csv; charset=utf-8',
    '5',
    'hello'
  ])
  expect(await server.get({ Range: 'bytes=1-2' })).toMatchObject({ status: 206, body: 'el' })
})

it('sends a stream under a name', async () => {
  const options = { filename: 'a.csv', asAttachment: true }
  const server = await serve(() => new FileResponse(Readable.from(['a', 'b']), options))
  const { status, headers, body } = await server.get({ Range: 'bytes=0-0' })
  expect([status, headers['content-disposition'], body]).toEqual([
    200,
    'attachment; filename="a.csv"',
    'ab'
  ])
})

it('has no name where nobody gave one', () => {
  const { headers } = new FileResponse(Buffer.from('a'))
  expect([headers.has('Content-Disposition'), headers.get('Content-Type')]).toEqual([
    false,
    'application/octet-stream'
  ])
})

it('answers 404 for what is no file', async () => {
  const server = await serve(() => new FileResponse({ path: '../x', root: folder }))
  expect(await server.get()).toMatchObject({ status: 404, body: 'HTTP_NOT_FOUND' })
})

it('is not sent unprepared', async () => {
  const server = await serve(
    () => new HttpResponse(),
    () => new FileResponse(path)
  )
  expect(await server.get()).toMatchObject({ status: 500, body: 'HTTP_FILE_NOT_PREPARED' })
})

it('closes the file when the client leaves', async () => {
  const opened = deferred<fs.FileHandle>()
  const open = fs.open
  jest.spyOn(fs, 'open').mockImplementation(async (...given) => {
    const handle = await open(...given)
    opened.resolve(handle)
    return handle
  })
  const server = await serve(() => new FileResponse(join(folder, 'big.bin')))
  const message = await server.open()
  const handle = await opened.promise
  expect(handle.fd).toBeGreaterThan(0)
  message.destroy()
  while (handle.fd !== -1) await wait(5)
})

it('closes what will not be sent', async () => {
  const source = Readable.from(['a'])
  const server = await serve(
    () => new FileResponse(source),
    () => new HttpResponse('instead')
  )
  expect((await server.get()).body).toBe('instead')
  expect(source.destroyed).toBe(true)
})
