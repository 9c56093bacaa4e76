import { createApp, path } from '../../../src'
import { Column, Entity, Model, PrimaryGeneratedColumn } from '../../../src/models'

@Entity('not_awaited_secret')
class Secret extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column() text!: string
}

it.each([
  ['a query set', () => Secret.filter({ text: 'swing' })],
  ['values', () => Secret.all().values('text')],
  ['an only row', () => Secret.get({ id: 1 })]
])('does not write down %s that has not run', (_case, query) => {
  expect(() => JSON.stringify({ query: query() })).toThrow('MODEL_NOT_AWAITED: A query of ')
})

it.each([
  ['a query set', () => Secret.filter({ text: 'swing' })],
  ['an only row', () => Secret.get({ id: 1 })]
])('answers with no description of %s inside of an object', async (_case, query) => {
  const app = await createApp({
    database: 'sqlite::memory:',
    models: [Secret],
    logger: false,
    urls: [path('secrets', () => ({ count: 1, results: query() }))]
  })
  const response = await app.inject('/secrets')
  await app.close()
  expect(response.statusCode).toBe(500)
  expect(response.json()).toMatchObject({
    detail: expect.stringContaining('HTTP_JSON_PROMISE: data.results is a promise.')
  })
})
