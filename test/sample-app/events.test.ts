import type { Application } from 'nuages'
import { atomic } from 'nuages/models'
import { commentPosted, postComment } from '../../sample-app/comments/comments'
import { Article, Comment } from '../../sample-app/models'
import { openGazette } from './gazette'

let app: Application
let address: string
let article: Article
const leave: AbortController[] = []
beforeAll(async () => {
  app = await openGazette({ articles: 3, comments: 30 })
  address = await app.listen({ port: 0 })
  article = await Article.get({ id: 1 })
})
afterEach(async () => {
  leave.splice(0).forEach((client) => client.abort())
  await untilListeners(0)
})
afterAll(() => app.close())

/** Listen to a stream; `until` waits for a text in it and answers with all that came. */
async function listen(query = '', headers: Record<string, string> = {}) {
  const client = new AbortController()
  leave.push(client)
  const response = await fetch(`${address}/events/comments${query}`, {
    headers,
    signal: client.signal
  })
  const chunks = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let heard = ''
  const until = async (text: string): Promise<string> => {
    while (!heard.includes(text)) {
      const { done, value = '' } = await chunks.read()
      if (done) throw new Error(`The stream ended without ${text}: ${heard}`)
      heard += value
    }
    return heard
  }
  await until('retry: 3000\n\n')
  return { response, until, client }
}

async function untilListeners(count: number): Promise<void> {
  while (commentPosted.size !== count) await new Promise((resolve) => setTimeout(resolve, 5))
}

const idsIn = (heard: string) => [...heard.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id))

it('tells of a comment that was posted with the form', async () => {
  const { response, until } = await listen()
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  await fetch(`${address}${app.url('article.show', { slug: article.slug })}`, {
    method: 'POST',
    body: new URLSearchParams({ name: 'Ada', body: 'Two\nlines' }),
    redirect: 'manual'
  })
  const heard = await until('\n\nevent: comment\n').then(() => until('"}\n\n'))
  expect(heard).toContain(`"article":"${article.slug}","name":"Ada","body":"Two\\nlines"`)
})

it('goes on behind the last event that a client got', async () => {
  const latest = (await Comment.all().orderBy('-id').first())!.id
  const { until } = await listen('', { 'last-event-id': String(latest - 2) })
  expect(idsIn(await until(`id: ${latest}\n`))).toEqual([latest - 1, latest])
})

it('sends the newest hundred at most', async () => {
  const latest = (await Comment.all().orderBy('-id').first())!.id
  const { until } = await listen('', { 'last-event-id': '0' })
  expect(idsIn(await until(`id: ${latest}\n`)).length).toBe(Math.min(100, latest))
})

it('tells of one article only, where one is named', async () => {
  const { until } = await listen(`?article=${article.slug}`)
  await postComment(await Article.get({ id: 2 }), { name: 'Eve', body: 'elsewhere' })
  const { id } = await postComment(article, { name: 'Ada', body: 'here' })
  expect(idsIn(await until(`id: ${id}\n`))).toEqual([id])
})

it('begins behind the comment that a page has shown', async () => {
  const { id } = await postComment(article, { name: 'Ada', body: 'meanwhile' })
  const { until } = await listen(`?article=${article.slug}&after=${id - 1}`)
  expect(idsIn(await until(`id: ${id}\n`))).toEqual([id])
})

it('never tells of a comment that was rolled back', async () => {
  const { until } = await listen()
  const failing = atomic(async () => {
    await postComment(article, { name: 'Eve', body: 'never said' })
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(await Comment.filter({ body: 'never said' }).exists()).toBe(false)
  await postComment(article, { name: 'Ada', body: 'said' })
  expect(await until('"body":"said"')).not.toContain('never said')
})

it('tells of a comment when the transaction around it has ended', async () => {
  const { until } = await listen()
  let heard = 0
  const stop = commentPosted.connect(() => heard++)
  await atomic(async () => {
    await postComment(article, { name: 'Ada', body: 'in a transaction' })
    expect(heard).toBe(0)
  })
  stop()
  expect(heard).toBe(1)
  await until('"body":"in a transaction"')
})

it('stops listening when the client leaves', async () => {
  const { client } = await listen()
  expect(commentPosted.size).toBe(1)
  client.abort()
  await untilListeners(0)
})

it('answers 400 to a place that is no number', async () => {
  expect((await app.inject('/events/comments?after=x')).statusCode).toBe(400)
})
