import { newFile, removeFiles } from '../models/engine'
import { answerTo, textOf } from '../../sample-app/database/ask'
import { commands } from '../../sample-app/database/commands'

let database: string
beforeEach(async () => {
  database = `sqlite:${await newFile()}`
})
afterAll(removeFiles)

const run = (name: string, ...args: string[]) => commands.get(name)!(database, args)

it('migrates, tells what has run, and takes it back', async () => {
  expect(await run('migrate', '0001')).toBe('gazette/0001_initial')
  expect(await run('migrations')).toMatch(/^applied +0001_initial\npending +0002_/)
  expect(await run('migrate')).toMatch(/^gazette\/0002_.*\ngazette\/0003_/)
  expect(await run('migrate')).toBe('There is nothing to migrate.')
  expect(await run('rollback')).toBe('gazette/0003_fill_article_views')
  expect(await run('rollback', 'zero')).toBe('gazette/0002_add_article_views\ngazette/0001_initial')
  expect(await run('rollback')).toBe('There is nothing to take back.')
})

it('records migrations without running them', async () => {
  expect(await run('migrate', '--fake', '0002')).toMatch('0002_add_article_views')
  expect(await run('migrations')).toMatch(/^applied.*\napplied.*\npending/)
})

it('prints the SQL of a migration, up and down', async () => {
  expect(await run('sqlmigrate', '0002')).toMatch('ADD COLUMN "views"')
  expect(await run('sqlmigrate', '0003', '--down')).toMatch('UPDATE article SET views = 0;')
})

it('has nothing to make, and writes down what it would make', async () => {
  expect(await run('makemigrations', '--dry-run')).toBe('Models and migrations agree.')
  const source = await run('makemigrations', '--dry-run', '--empty', '--name', 'print more')
  expect(source).toMatch('export default class PrintMore extends Migration')
})

it('finds that models and migrations agree', async () => {
  expect(await run('check')).toBe('Entities and migrations agree.')
  expect(process.exitCode).toBeUndefined()
})

it('refuses an option that it does not know', async () => {
  await expect(run('migrate', '--fast')).rejects.toThrow("Unknown option '--fast'")
})

it('refuses a default without a value', async () => {
  await expect(run('makemigrations', '--default', 'article.views')).rejects.toThrow(
    '"article.views" gives no value.'
  )
})

it('asks for a name by its number, or for SQL', () => {
  const rename = { kind: 'rename', gone: 'article.body', candidates: ['text', 'note'] } as const
  expect(textOf(rename)).toBe(
    'article.body is gone.\n  1) it is called text now\n  2) it is called note now\n  0) it was dropped\nWhich? '
  )
  expect(['1', '2', 'note', '0'].map((text) => answerTo(rename, text))).toEqual([
    'text',
    'note',
    'note',
    null
  ])
  const value = { kind: 'default', table: 'article', column: 'views', type: 'integer' } as const
  expect(textOf(value)).toMatch(/^article\.views \(integer\) may not be null/)
  expect([answerTo(value, '0'), answerTo(value, '')]).toEqual(['0', null])
})
