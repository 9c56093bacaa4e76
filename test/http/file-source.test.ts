import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { NotFound } from '../../src/http/exceptions'
import { findFile, readFile } from '../../src/http/file-source'

let folder: string
let root: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nuages-'))
  root = join(folder, 'root')
  await mkdir(join(root, '.git'), { recursive: true })
  await writeFile(join(folder, 'secret.txt'), 'secret')
  await writeFile(join(root, 'a b%41é.txt'), 'hello')
  await writeFile(join(root, '.env'), 'KEY=1')
  await writeFile(join(root, '.git', 'config'), '')
  await symlink(join(folder, 'secret.txt'), join(root, 'link.txt'))
  await symlink(join(root, 'loop'), join(root, 'loop'))
})
afterAll(() => rm(folder, { recursive: true }))

it('finds a file under the very name it has', async () => {
  const path = join(root, 'a b%41é.txt')
  const found = await findFile(path)
  expect(found).toMatchObject({ path, size: 5 })
  expect(await findFile({ path: 'a b%41é.txt', root })).toEqual(found)
  expect(await findFile({ path: './x/../a b%41é.txt', root })).toEqual(found)
  expect((await buffer(readFile(found, 1, 3))).toString()).toBe('ell')
})

it.each([
  '../secret.txt',
  'x/../../secret.txt',
  '..\\secret.txt',
  '%2e%2e/secret.txt',
  '..%2fsecret.txt',
  '/etc/passwd',
  '//etc/passwd',
  'a b%41é.txt\0.png',
  'a b%41é.txt/',
  'a bA\u00e9.txt',
  '.env',
  '.git/config',
  'x/../.env',
  '.',
  '',
  '..',
  'none.txt',
  'x'.repeat(5000)
])('finds nothing at %j', async (path) => {
  await expect(findFile({ path, root })).rejects.toBeInstanceOf(NotFound)
})

it('finds names with a dot where they are wanted, and in a trusted path', async () => {
  expect((await findFile({ path: '.env', root, dotfiles: true })).size).toBe(5)
  expect((await findFile(join(root, '.env'))).size).toBe(5)
})

it('follows symbolic links', async () => {
  expect((await findFile({ path: 'link.txt', root })).size).toBe(6)
})

it.each([
  ['a folder', () => root],
  ['nothing', () => join(root, 'none')],
  ['a device', () => '/dev/null'],
  ['NUL', () => join(root, 'a\0b')]
])('is not found where there is %s', async (_case, path) => {
  // the path is for the developer, not for the client
  await expect(findFile(path())).rejects.toMatchObject({
    status: 404,
    detail: 'There is no such file.'
  })
})

it('says that a file cannot be read', async () => {
  await expect(findFile(join(root, 'loop'))).rejects.toMatchObject({
    code: 'HTTP_FILE_UNREADABLE',
    cause: expect.anything()
  })
})

it.each([
  ['was removed', (path: string) => rm(path), 'HTTP_FILE_UNREADABLE'],
  ['was written again', (path: string) => writeFile(path, 'b'.repeat(11)), 'HTTP_FILE_CHANGED']
])('does not send a file that %s since it was found', async (_case, change, code) => {
  const path = join(folder, 'changing.txt')
  await writeFile(path, 'a'.repeat(10))
  const found = await findFile(path)
  await change(path)
  await expect(buffer(readFile(found, 0, 10))).rejects.toMatchObject({ code })
})

it('ends in an error when a file gets shorter while it is sent', async () => {
  const path = join(folder, 'shrinking.txt')
  await writeFile(path, Buffer.alloc(200_000))
  const found = await findFile(path)
  const chunks = readFile(found, 0, found.size)
  expect((await chunks.next()).value).toHaveLength(65_536)
  await truncate(path, 100)
  await expect(chunks.next()).rejects.toMatchObject({ code: 'HTTP_FILE_CHANGED' })
})

it('gives two contents two entity tags', async () => {
  const path = join(folder, 'tagged.txt')
  await writeFile(path, 'one')
  const { etag } = await findFile(path)
  expect(etag).toMatch(/^"[0-9a-z]+-[0-9a-z]+"$/)
  await writeFile(path, 'four')
  expect((await findFile(path)).etag).not.toBe(etag)
})
