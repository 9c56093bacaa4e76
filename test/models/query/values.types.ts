// what must and must not compile: `tsc` reads this file, and nothing runs it
import { avg, count, f, max, min, QuerySet, sum } from '../../../src/models'
import { Note, Story, Writer } from './magazine'

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never
declare function is<B>(): <A>(value: A, proof: Same<A, B>) => void

export async function values(): Promise<void> {
  const [row] = await Story.all().values('id', 'title', 'writer.name', 'writer', 'writer.house')
  is<{
    id: number
    title: string
    'writer.name': string | null
    writer: number | null
    'writer.house': string | number | bigint | null
  }>()(row!, true)
  const rows = await Story.all().valuesList('title', 'publishedAt', 'writer.age')
  is<[string, Date, number | null][]>()(rows, true)
  const titles: string[] = await Story.all().valuesList('title').flat()
  const extra: { mood: string } | null = (await Story.all().values('extra').get()).extra
  void [titles, extra]
  for await (const { title } of Story.all().values('title')) title.toUpperCase()
  await Story.all().values('id', 'title').orderBy('-title').filter({ title: 'a', draft: false })

  // @ts-expect-error no such field
  await Story.all().values('titel')
  // @ts-expect-error nothing to read
  await Story.all().values()
  // @ts-expect-error a relation to many rows
  await Story.all().values('notes.text')
  // @ts-expect-error a value that was not read
  void row!.draft
  // @ts-expect-error several values
  await Story.all().valuesList('id', 'title').flat()
  // @ts-expect-error not one of the values
  await Story.all().values('id').values('title')
}

export async function annotations(): Promise<void> {
  const stories = Story.all().annotate({
    noted: count('notes'),
    recent: count('notes', { filter: { writtenAt: { gt: new Date() }, writer: { name: 'a' } } }),
    likes: sum('notes.likes.strength', { filter: { strength: { gt: 1 } } }),
    words_: sum('words', { distinct: true }),
    price_: sum('price'),
    views_: sum('views'),
    last: max('notes.writtenAt'),
    mean: avg('labels.weight'),
    by: f('writer.name'),
    pages: f('format.pages'),
    more: f('words').plus(f('id')).times(2)
  })
  const story = await stories
    .filter({ noted: { gte: 3 }, title: 'a' })
    .orderBy('-noted')
    .get()
  is<number>()(story.noted, true)
  is<number | null>()(story.likes, true)
  is<string | null>()(story.price_, true)
  is<bigint | null>()(story.views_, true)
  is<Date | null>()(story.last, true)
  is<number | null>()(story.mean, true)
  is<string | null>()(story.by, true)
  is<number | null>()(story.pages, true)
  is<number>()(story.more, true)
  story.title.toUpperCase()
  await story.save()
  const again = await stories.annotate({ twice: f('noted').times(2), n: max('recent') }).first()
  is<number>()(again!.twice, true)
  const listed = await stories.valuesList('noted', 'title', 'last')
  is<[number, string, Date | null][]>()(listed, true)
  const counted = await Story.all()
    .annotate({ notes: count('notes') })
    .filter({ notes: { gt: 1 } })
    .first()
  const notes: number = counted!.notes
  void notes

  // @ts-expect-error no such relation
  Story.all().annotate({ n: count('note') })
  // @ts-expect-error no such column of it
  Story.all().annotate({ n: sum('notes.scores') })
  // @ts-expect-error no such field to filter by
  Story.all().annotate({ n: count('notes', { filter: { title: 'a' } }) })
  // @ts-expect-error a value of another type
  Story.all().annotate({ n: count('notes', { filter: { score: 'a' } }) })
  // @ts-expect-error no such field
  Story.all().annotate({ n: f('titel') })
  // @ts-expect-error a value that is computed by the program
  Story.all().annotate({ n: 1 })
  // @ts-expect-error an annotation of another type
  stories.filter({ noted: { gte: 'a' } })
  // @ts-expect-error no such annotation
  stories.orderBy('-nuted')
  // @ts-expect-error text, with which nothing is computed
  void f<string>('title').plus(1)
}

export async function groups(): Promise<void> {
  const groups = Story.all()
    .values('writer', 'language')
    .annotate({ n: count(), first: min('title'), notes: count('notes') })
  const [group] = await groups
    .filter({ n: { gt: 1 }, language: 'fr', draft: false })
    .orderBy('-n', 'language')
  is<{ writer: number | null; language: string; n: number; first: string | null; notes: number }>()(
    group!,
    true
  )
  const n: number[] = await groups.valuesList('n').flat()
  const all = await Story.all().aggregate({
    n: count(),
    total: sum('words'),
    views: sum('views'),
    drafts: count('*', { filter: { draft: true } })
  })
  is<{ n: number; total: number | null; views: bigint | null; drafts: number }>()(all, true)
  const most = await groups.aggregate({ most: max('n'), name: max('language') })
  is<{ most: number | null; name: string | null }>()(most, true)
  void n

  // @ts-expect-error no such column
  await Story.all().aggregate({ total: sum('wurds') })
  // @ts-expect-error what was not read of a group
  void group!.title
  // @ts-expect-error no such field of the rows that count
  await Story.all().aggregate({ n: count('*', { filter: { text: 'a' } }) })
}

export async function unions(): Promise<void> {
  const stories: Story[] = await Story.all()
    .union(Story.filter({ id: 1 }))
    .orderBy('-id')
  const names = await Writer.all()
    .values('id', 'name')
    .union(
      Story.all()
        .values('id', 'title')
        .annotate({ name: f('title') })
        .values('id', 'name')
    )
  is<{ id: number; name: string }[]>()(names, true)
  void stories

  // @ts-expect-error rows of another entity
  Story.all().union(Note.all())
  // @ts-expect-error other values
  Writer.all().values('id').union(Story.all().values('title'))
  // @ts-expect-error entities and values
  Writer.all().union(Writer.all().values('id'))
}

class StorySet extends QuerySet<Story> {
  noted() {
    return this.annotate({ noted: count('notes'), more: f('words').plus(1), by: f('writer.name') })
  }

  busy() {
    return this.noted()
      .filter({ noted: { gt: 1 } })
      .orderBy('-noted')
  }

  titles() {
    return this.valuesList('title').flat()
  }

  languages() {
    return this.values('language')
      .annotate({ n: count(), total: sum('words') })
      .orderBy('-n')
  }
}

export async function subclasses(set: StorySet): Promise<void> {
  const busy = await set.busy().filter({ title: 'a' }).first()
  const noted: number = busy!.noted
  const by: string | null = busy!.by
  const titles: string[] = await set.busy().titles()
  const [group] = await set.languages()
  is<{ language: string; n: number; total: number | null }>()(group!, true)
  void [noted, by, titles, await set.aggregate({ n: count() })]
}
