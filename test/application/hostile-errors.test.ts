import { createApp, path, type Application } from 'nuages'

const SECRET = 'hunter2'
const UNREADABLE = Proxy.revocable({}, {})
UNREADABLE.revoke()

// without middleware an error comes straight from a promise: nobody else would catch what fails here
const HOSTILE: [string, () => unknown][] = [
  ['a status that nobody has registered', () => failWith({ statusCode: 499 })],
  ['a status that is no whole number', () => failWith({ status: 400.5 })],
  ['headers that would split the response', () => failWith(headers('a\r\nX-Evil: 1'))],
  ['headers that are no text', () => failWith(headers({}))],
  ['a code that every object has', () => failWith({ code: 'constructor' })],
  ['the code __proto__', () => failWith({ code: '__proto__' })],
  ['an object without prototype', () => Object.create(null)],
  ['an object that cannot be read', () => UNREADABLE.proxy]
]

function failWith(properties: object): Error {
  return Object.assign(new Error(SECRET), properties)
}

function headers(value: unknown): object {
  return { statusCode: 404, headers: { 'x-own': value } }
}

describe.each([true, false])('with development: %s', (development) => {
  let app: Application
  const urls = HOSTILE.flatMap(([, make], index) => [
    path(
      `sync/${index}`,
      () => {
        throw make()
      },
      { name: `sync${index}` }
    ),
    path(`async/${index}`, () => Promise.reject(make() as Error), { name: `async${index}` })
  ])

  beforeAll(async () => {
    app = await createApp({ database: false, urls, development, allowedHosts: ['*'] })
  })
  afterAll(() => app.close())

  it.each(HOSTILE.map(([title], index) => [title, index] as const))(
    'answers 500 where %s is thrown',
    async (_title, index) => {
      for (const url of [`/sync/${index}`, `/async/${index}`]) {
        const { statusCode, headers, body } = await app.inject(url)
        expect([statusCode, headers['x-evil']]).toEqual([500, undefined])
        expect(JSON.parse(body)).toMatchObject({ code: 'HTTP_INTERNAL_SERVER_ERROR' })
        if (!development) expect(body).not.toContain(SECRET)
      }
    }
  )
})
