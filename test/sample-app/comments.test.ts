import type { Application } from 'nuages'
import { Article, Comment } from '../../sample-app/models'
import { BROWSER, openGazette } from './gazette'

let app: Application
let path: string
beforeAll(async () => {
  app = await openGazette({ articles: 3, comments: 0 })
  path = app.url('article.show', { slug: (await Article.get({ id: 1 })).slug })
})
afterAll(() => app.close())

const post = (fields: Record<string, string>) =>
  app.inject({
    method: 'POST',
    url: path,
    headers: { ...BROWSER, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString()
  })

it('stores a comment and leads back to it', async () => {
  const { statusCode, headers } = await post({ name: ' Ada ', body: 'One\r\nTwo' })
  const comment = await Comment.all().orderBy('-id').first()
  expect([statusCode, headers.location]).toEqual([303, `${path}#comment-${comment!.id}`])
  expect(comment).toMatchObject({ name: 'Ada', body: 'One\nTwo' })
  expect((await app.inject(path)).body).toContain('<p class="what">One\nTwo</p>')
})

it.each([
  ['no name', { name: '  ', body: 'Hello' }, 'Tell us what to call you.'],
  ['no text', { name: 'Ada', body: '' }, 'Write something first.'],
  ['nothing at all', {}, 'Write something first.'],
  [
    'too long a name',
    { name: 'x'.repeat(81), body: 'Hello' },
    'That is 81 characters; 80 are the most.'
  ]
])('shows the form again for %s', async (_case, fields, message) => {
  const before = await Comment.count()
  const { statusCode, body } = await post(fields as Record<string, string>)
  expect(statusCode).toBe(422)
  expect(body).toContain(message)
  expect(body).toContain('aria-invalid="true"')
  expect(await Comment.count()).toBe(before)
})

it('keeps what was typed', async () => {
  const { body } = await post({ name: '', body: 'A long thought' })
  expect(body).toMatch(/<textarea[^>]*>\nA long thought<\/textarea/)
  const named = await post({ name: 'Ada', body: '' })
  expect(named.body).toContain('value="Ada"')
})

const ATTACKS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onfocus='alert(1)",
  '</textarea><script>alert(1)</script>',
  '</template><script>alert(1)</script>'
]

it.each(ATTACKS)('shows %s as text', async (attack) => {
  await post({ name: attack, body: attack })
  const shown = [(await app.inject(path)).body, (await post({ name: '', body: attack })).body]
  for (const body of shown) {
    expect(body).not.toContain(attack)
    expect(body).not.toMatch(/<script>|<img/)
  }
})

it('answers 404 to a comment on an article that is not there', async () => {
  const { statusCode } = await app.inject({ method: 'POST', url: '/articles/none/' })
  expect(statusCode).toBe(404)
})
