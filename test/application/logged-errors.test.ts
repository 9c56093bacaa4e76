import { createApp, path, requestFinished, type Application } from 'nuages'

const throwing = {
  get message(): string {
    throw new Error('unreadable')
  }
}
const hostile: [string, unknown][] = [
  ['a frozen error', Object.freeze(new Error('frozen'))],
  [
    'an error whose message cannot be read',
    Object.create(Error.prototype, Object.getOwnPropertyDescriptors(throwing))
  ],
  [
    'an error with a frozen member',
    new AggregateError([Object.freeze(new Error('inner'))], 'several')
  ],
  [
    'an error with a field that cannot be read',
    Object.defineProperty(new Error('x'), 'field', {
      enumerable: true,
      get: () => {
        throw new Error('no')
      }
    })
  ],
  [
    'an error that is its own cause',
    (() => {
      const error = new Error('loop')
      error.cause = error
      return error
    })()
  ],
  ['null', null]
]

const lines: Record<string, unknown>[] = []
let app: Application
let address: string

beforeAll(async () => {
  app = await createApp({
    database: false,
    logger: {
      level: 'error',
      stream: {
        write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>)
      }
    },
    urls: [
      ...hostile.map(([, thrown], index) =>
        path(
          `${index}`,
          () => {
            throw thrown
          },
          { name: `${index}` }
        )
      ),
      path('fine', () => 'fine', { name: 'fine' })
    ]
  })
  address = await app.listen({ port: 0 })
})
beforeEach(() => void lines.splice(0))
afterAll(() => app.close())

it.each(hostile.map(([name], index) => [name, index] as const))(
  'logs %s once and goes on',
  async (_name, index) => {
    expect((await fetch(`${address}/${index}`)).status).toBe(500)
    expect(await (await fetch(`${address}/fine`)).text()).toBe('fine')
    expect(lines).toMatchObject([{ status: 500, err: { message: expect.any(String) } }])
  }
)

it('logs a receiver whose promise rejects', async () => {
  const disconnect = requestFinished.connect(async () => Promise.reject(new Error('late')))
  await (await fetch(`${address}/fine`)).text()
  await new Promise((resolve) => {
    setTimeout(resolve, 20)
  })
  disconnect()
  expect(lines).toMatchObject([
    { msg: 'A receiver of requestFinished failed', err: { message: 'late' } }
  ])
})
