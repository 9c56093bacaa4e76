import { DataSource, QueryFailedError } from 'typeorm'
import { openDatabase } from '../../src/models'
import { namingViolations } from '../../src/models/constraints'
import { Article, blog } from './blog'

let dataSource: DataSource
beforeAll(async () => {
  dataSource = await openDatabase({ database: 'sqlite::memory:', entities: blog })
})
afterAll(() => dataSource.destroy())

interface Native {
  readonly code?: string
  readonly message: string
  readonly table?: string
  readonly detail?: string
}

function failed(native: Native): Promise<unknown> {
  const metadata = dataSource.getMetadata(Article)
  const error = new QueryFailedError('INSERT', [], Object.assign(new Error(native.message), native))
  return namingViolations(metadata, () => Promise.reject(error))
}

const unique = (): string => dataSource.getMetadata(Article).uniques[0]!.name

it.each<[string, () => Native, string, string[]]>([
  [
    'SQLite',
    () => ({ code: 'SQLITE_CONSTRAINT', message: 'X: UNIQUE constraint failed: article.authorId' }),
    'Article',
    ['author']
  ],
  [
    'SQLite of another table',
    () => ({ code: 'SQLITE_CONSTRAINT', message: 'UNIQUE constraint failed: author.name' }),
    'Author',
    ['name']
  ],
  [
    'SQLite of a table between',
    () => ({ code: 'SQLITE_CONSTRAINT', message: 'UNIQUE constraint failed: article_tags_tag.x' }),
    'article_tags_tag',
    ['x']
  ],
  [
    'SQLite of an expression',
    () => ({ code: 'SQLITE_CONSTRAINT', message: "UNIQUE constraint failed: index 'no such'" }),
    'Article',
    []
  ],
  [
    'PostgreSQL',
    () => ({
      code: '23505',
      message: 'duplicate key value violates unique constraint "u"',
      table: 'article',
      detail: 'Key (title, language)=(a, fr) already exists.'
    }),
    'Article',
    ['title', 'language']
  ],
  [
    "TypeORM's own driver of SQLite",
    () => ({ code: 'SQLITE_CONSTRAINT_UNIQUE', message: 'UNIQUE constraint failed: author.name' }),
    'Author',
    ['name']
  ],
  [
    'MySQL',
    () => ({ code: 'ER_DUP_ENTRY', message: `Duplicate entry 'a' for key 'article.${unique()}'` }),
    'Article',
    ['title', 'language']
  ]
])('names the fields that %s complains about', async (_engine, native, entity, fields) => {
  await expect(failed(native())).rejects.toMatchObject({ code: 'MODEL_UNIQUE', entity, fields })
})

it('leaves another error as it is', async () => {
  const native = { code: 'SQLITE_ERROR', message: 'no such table' }
  await expect(failed(native)).rejects.toBeInstanceOf(QueryFailedError)
})
