import type { Ask, RenameQuestion } from '../../../src/models/migrations/questions'
import type { ColumnDefinition } from '../../../src/models/migrations/schema'
import type { SchemaState } from '../../../src/models/migrations/schema-state'
import { resolveRenames } from '../../../src/models/migrations/resolve-renames'

const text: ColumnDefinition = { type: 'varchar', length: '50' }
const number: ColumnDefinition = { type: 'integer' }

type Tables = Readonly<Record<string, Readonly<Record<string, ColumnDefinition>>>>

const schema = (tables: Tables): SchemaState => ({
  tables: Object.fromEntries(Object.entries(tables).map(([name, columns]) => [name, { columns }])),
  views: {}
})

const before = schema({ article: { id: number, body: text, rank: number } })
const after = schema({ article: { id: number, text, summary: { type: 'text' }, rank: number } })

const tablesBefore = schema({ post: { id: number, title: text }, comment: { postId: number } })
const tablesAfter = schema({ article: { id: number, title: text }, comment: { articleId: number } })

describe('renames that are given', () => {
  it.each([
    ['a column', ['article.body:text'], [['article', [['body', 'text']]]]],
    [
      'a column, its table written twice',
      ['article.body:article.text'],
      [['article', [['body', 'text']]]]
    ],
    ['a column that was dropped', ['article.body:'], []]
  ])('tell of %s', async (_case, renames, columns) => {
    expect(await resolveRenames(before, after, { renames })).toEqual({ tables: [], columns })
  })

  it.each([['post'], ['article']])('name a table by either name (%s)', async (table) => {
    const from = schema({ post: { id: number, body: text, rank: number } })
    const to = schema({ article: { id: number, text, rank: number } })
    const renames = ['post:article', `${table}.body:text`]
    expect(await resolveRenames(from, to, { renames })).toEqual({
      tables: [['post', 'article']],
      columns: [['article', [['body', 'text']]]]
    })
  })

  it('may name columns of other types', async () => {
    const renames = ['article.body:views']
    const to = schema({ article: { id: number, views: number, rank: number } })
    const { columns } = await resolveRenames(before, to, { renames })
    expect(columns).toEqual([['article', [['body', 'views']]]])
  })

  it('are none at all with `false`', async () => {
    expect(await resolveRenames(before, after, { renames: false })).toEqual({
      tables: [],
      columns: []
    })
  })

  it.each([
    [
      'what is still there',
      'article.rank:text',
      'MIGRATION_UNKNOWN_RENAME',
      '"rank", which is not gone'
    ],
    ['a misspelt column', 'article.bodi:text', 'MIGRATION_UNKNOWN_RENAME', 'Did you mean "body"?'],
    [
      'a misspelt new name',
      'article.body:txet',
      'MIGRATION_UNKNOWN_RENAME',
      'Did you mean "text"?'
    ],
    [
      'an unknown table',
      'artikel.body:text',
      'MIGRATION_UNKNOWN_RENAME',
      'Did you mean "article"?'
    ],
    ['a table that stays', 'article:post', 'MIGRATION_UNKNOWN_RENAME', 'No table is gone.'],
    ['nothing', 'body', 'MIGRATION_BAD_RENAME', 'Write old:new']
  ])('refuse %s', async (_case, rename, code, message) => {
    await expect(resolveRenames(before, after, { renames: [rename] })).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message)
    })
  })

  it('refuse one new name for two', async () => {
    const from = schema({ article: { id: number, body: text, lead: text } })
    const to = schema({ article: { id: number, text } })
    const renames = ['article.body:text', 'article.lead:text']
    await expect(resolveRenames(from, to, { renames })).rejects.toMatchObject({
      code: 'MIGRATION_BAD_RENAME'
    })
  })
})

describe('possible renames', () => {
  it('are refused all at once, each with what to answer', async () => {
    const error = resolveRenames(tablesBefore, tablesAfter, {})
    await expect(error).rejects.toMatchObject({
      code: 'MIGRATION_AMBIGUOUS',
      message: [
        'MIGRATION_AMBIGUOUS: 2 things may have been renamed, or dropped and made anew.',
        '  post is gone, and article new: "post:article" or "post:"',
        '  comment.postId is gone, and articleId new: "comment.postId:articleId" or "comment.postId:"',
        '  Hint: Say which in `renames` (nothing behind the colon: it was dropped), or give `ask`; `renames: false` where nothing was renamed.'
      ].join('\n')
    })
  })

  it('are asked about, the likeliest first', async () => {
    const asked: RenameQuestion[] = []
    const ask: Ask = (question) => {
      asked.push(question as RenameQuestion)
      return Promise.resolve('text')
    }
    const { columns } = await resolveRenames(before, after, { ask })
    expect(asked).toEqual([
      { kind: 'rename', gone: 'article.body', candidates: ['text', 'summary'] }
    ])
    expect(columns).toEqual([['article', [['body', 'text']]]])
  })

  it('are none where the answer is null', async () => {
    const ask: Ask = () => Promise.resolve(null)
    expect(await resolveRenames(before, after, { ask })).toEqual({ tables: [], columns: [] })
  })

  it('stay open where the answer is undefined', async () => {
    const ask: Ask = () => Promise.resolve(undefined)
    await expect(resolveRenames(before, after, { ask })).rejects.toMatchObject({
      code: 'MIGRATION_AMBIGUOUS'
    })
  })

  it('refuse an answer that was not offered', async () => {
    const ask: Ask = () => Promise.resolve('txet')
    await expect(resolveRenames(before, after, { ask })).rejects.toMatchObject({
      code: 'MIGRATION_BAD_RENAME',
      message: expect.stringContaining('text, summary')
    })
  })

  it.each([
    ['columns of another kind', { article: { id: number, rank: number, views: number } }],
    ['columns that were there', { article: { id: number, rank: number } }]
  ])('are not %s', async (_case, to) => {
    const from = schema({ article: { id: number, body: text, rank: number } })
    const open = await resolveRenames(from, schema(to as Tables), {})
    expect(open.columns).toEqual([])
  })

  it('are not tables that have little in common', async () => {
    const from = schema({ post: { id: number, title: text, body: text } })
    const to = schema({ tag: { id: number, name: text } })
    expect(await resolveRenames(from, to, {})).toEqual({ tables: [], columns: [] })
  })
})
