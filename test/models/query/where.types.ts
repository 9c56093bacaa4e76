// what must and must not compile: `tsc` reads this file, and nothing runs it
import { Article, Author, Company } from '../blog'
import { query } from '../../../src/models'

declare const author: Author

export async function compiles(): Promise<void> {
  const article: Article = await Article.get({ id: 1, title: 'a', draft: false, body: null })
  await Article.filter({ author, publishedAt: new Date() }).orderBy('-id')
  await Article.filter({ author: 1, position: { page: 1 }, extra: { words: 1 } })
  await Article.filter({ author: null })
  const rows: Article[] = await Article.all().with('author').slice(0, 20)
  const one: Author | undefined = await Author.filter({ company: 'HMV' }).first()
  const created: Article = await Article.create({ title: 'a', author: 1, tags: [] })
  const saved: Article = await article.save()
  const company: Company = await query(Company).get({ code: 'HMV' })
  for await (const { title } of Article.all()) title.toUpperCase()
  void [rows, one, created, saved, company]
}

export async function doesNotCompile(): Promise<void> {
  // @ts-expect-error a field that does not exist
  await Article.get({ titel: 'a' })
  // @ts-expect-error a value of another type
  await Article.get({ title: 1 })
  // @ts-expect-error null where the column has to have a value
  await Article.get({ title: null })
  // @ts-expect-error a relation to many rows
  await Article.get({ tags: [] })
  // @ts-expect-error a method
  await Article.get({ save: undefined })
  // @ts-expect-error a row of another entity
  await Article.filter({ author: new Date() })
  // @ts-expect-error a value of another type
  await Article.create({ title: 1 })
  // @ts-expect-error a row of another entity
  const other: Author = await Article.get({ id: 1 })
  void other
}
