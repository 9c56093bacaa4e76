import { setTimeout } from 'node:timers/promises'
import {
  createApp,
  path,
  requestFinished,
  requestStarted,
  StreamResponse,
  type AppSettings,
  type Application
} from 'nuages'

let app: Application
afterEach(() => app.close())

async function listen(settings: AppSettings): Promise<string> {
  app = await createApp({ database: false, ...settings })
  return app.listen({ port: 0 })
}

it('finishes running requests before it closes', async () => {
  let release = () => {}
  const gate = new Promise<void>((resolve) => {
    release = resolve
  })
  const address = await listen({
    urls: [path('slow', async () => (await gate, 'done'), { name: 'slow' })]
  })
  const started = new Promise<void>((resolve) => {
    requestStarted.connect(() => resolve())
  })
  const answer = fetch(`${address}/slow`)
  await started
  const closed = app.close()
  release()
  expect(await (await answer).text()).toBe('done')
  await closed
})

it('takes its signal listeners away when it closes', async () => {
  const before = process.listenerCount('SIGTERM')
  await listen({})
  expect(process.listenerCount('SIGTERM')).toBe(before + 1)
  await app.close()
  expect(process.listenerCount('SIGTERM')).toBe(before)
})

it('announces the start and the end of a request', async () => {
  const seen: string[] = []
  const stop = [
    requestStarted.connect(({ request }) => seen.push(`started ${request.url}`)),
    requestFinished.connect(({ request, status }) => seen.push(`finished ${request.url} ${status}`))
  ]
  const address = await listen({ urls: [path('here', () => 'x', { name: 'here' })] })
  await (await fetch(`${address}/here`)).text()
  await setTimeout(20)
  stop.forEach((disconnect) => disconnect())
  expect(seen).toEqual(['started /here', 'finished /here 200'])
})

it('announces the end of a request whose client left', async () => {
  const finished = new Promise<string>((resolve) => {
    requestFinished.connect(({ request }) => resolve(request.url))
  })
  const endless = async function* () {
    for (;;) {
      yield 'x'.repeat(1000)
      await setTimeout(5)
    }
  }
  const address = await listen({
    urls: [path('endless', () => new StreamResponse(endless()), { name: 'endless' })]
  })
  const controller = new AbortController()
  const response = await fetch(`${address}/endless`, { signal: controller.signal })
  await response.body!.getReader().read()
  controller.abort()
  expect(await finished).toBe('/endless')
})

it('writes one log line a request, with its error where there is one', async () => {
  const lines: string[] = []
  const stream = { write: (line: string) => void lines.push(line) }
  app = await createApp({
    database: false,
    logger: { level: 'info', stream },
    urls: [
      path('ok', () => 'x', { name: 'ok' }),
      path(
        'bad',
        () => {
          throw new Error('broken')
        },
        { name: 'bad' }
      )
    ]
  })
  for (const url of ['/ok', '/bad', '/nowhere']) await app.inject(url)
  const entries = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(entries.map(({ level, status, msg }) => [level, status, msg])).toEqual([
    [30, 200, 'GET /ok 200'],
    [50, 500, 'GET /bad 500'],
    [40, 404, 'GET /nowhere 404']
  ])
  expect(entries[1]).toMatchObject({
    err: { message: 'broken' },
    reqId: expect.any(String),
    ms: expect.any(Number)
  })
})
