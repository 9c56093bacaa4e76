import type { DataSource } from 'typeorm'
import { count, f, max, openDatabase, QuerySet, sum } from '../../../src/models'
import { Label, magazine, Story, Writer } from './magazine'
import { blog, Company } from '../blog'

let dataSource: DataSource
beforeAll(async () => {
  dataSource = await openDatabase({
    database: 'sqlite::memory:',
    entities: [...magazine, ...blog],
    synchronize: true
  })
})
afterAll(() => dataSource.destroy())

const stories = (): QuerySet<Story> => Story.all()
const groups = () => stories().values('language').annotate({ n: count() })

it.each<[string, () => unknown, string, string]>([
  [
    'an annotation by the name of a column',
    () => stories().annotate({ words: f('words') }),
    'MODEL_BAD_ANNOTATION',
    'Story was annotated with "words", which is a field of it.'
  ],
  [
    'a sum by the name of a relation',
    () => stories().annotate({ notes: sum('notes.score') }),
    'MODEL_BAD_ANNOTATION',
    '"notes", which is a field of it'
  ],
  [
    'a count by the name of a relation that is loaded',
    () =>
      stories()
        .annotate({ notes: count('notes') })
        .with('notes'),
    'MODEL_BAD_ANNOTATION',
    '"notes", which is a relation that it loads'
  ],
  [
    'an annotation by the name of a method',
    () => stories().annotate({ save: count('notes') }),
    'MODEL_BAD_ANNOTATION',
    '"save", which its rows have'
  ],
  [
    'an annotation by the name of what every object has',
    () => stories().annotate({ ['__proto__']: count('notes') }),
    'MODEL_BAD_ANNOTATION',
    '"__proto__", which its rows have'
  ],
  [
    'an aggregate by the name of what every object has',
    () => stories().aggregate({ ['__proto__']: count() }),
    'MODEL_BAD_ANNOTATION',
    '"__proto__", which every object has'
  ],
  [
    'an annotation by a word of conditions',
    () => stories().annotate({ or: count('notes') }),
    'MODEL_BAD_ANNOTATION',
    'means something in a filter'
  ],
  [
    'the same name twice',
    () =>
      stories()
        .annotate({ n: count('notes') })
        .annotate({ n: count('labels') }),
    'MODEL_BAD_ANNOTATION',
    '"n", which is there already'
  ],
  [
    'a name of the group twice',
    () => groups().annotate({ language: max('title') }),
    'MODEL_BAD_ANNOTATION',
    '"language", which is there already'
  ],
  [
    'a count of rows that each stand for themselves',
    () => stories().annotate({ n: count() }),
    'MODEL_BAD_ANNOTATION',
    "Name a relation: count('comments')"
  ],
  [
    'a sum of rows',
    () => stories().annotate({ n: sum('notes') }),
    'MODEL_BAD_ANNOTATION',
    "Name one: sum('notes.id')."
  ],
  [
    'a sum of all rows without a column',
    () => stories().aggregate({ n: sum('*' as 'words') }),
    'MODEL_BAD_ANNOTATION',
    "sum('*') names rows of Story, and no column of them."
  ],
  [
    'an aggregate of aggregates of groups',
    () => groups().annotate({ most: max('n') }),
    'MODEL_BAD_ANNOTATION',
    'Aggregate the groups: .aggregate('
  ],
  [
    'an aggregate that aggregates nothing',
    () => stories().aggregate({ n: f('words') }),
    'MODEL_BAD_ANNOTATION',
    '"n" of all rows of Story is no aggregate of them'
  ],
  [
    'an order of groups by what may differ in them',
    () => groups().orderBy('title'),
    'MODEL_BAD_ANNOTATION',
    'Story.title was asked of the rows with one language together'
  ],
  [
    'a filter that mixes what is computed of groups with what may differ in them',
    () => groups().filter({ or: [{ n: 1 }, { title: 's1' } as object] }),
    'MODEL_BAD_ANNOTATION',
    "Group by it too: .values('title', …)"
  ],
  [
    'an annotation of groups with what may differ in them',
    () => groups().annotate({ more: f('words').plus(1) }),
    'MODEL_BAD_ANNOTATION',
    'Story.words was asked of'
  ],
  [
    'an order of distinct values by what they do not have',
    () => stories().values('language').distinct().orderBy('title'),
    'MODEL_BAD_ANNOTATION',
    "Read it too: .values('title', …)"
  ],
  [
    'groups of a slice',
    () => stories().values('language').limit(1).annotate({ n: count() }),
    'MODEL_SLICE_IS_LAST',
    'was told to annotate'
  ],
  [
    'an annotation that refers to itself',
    () => stories().annotate({ a: f('b' as 'words'), b: f('a' as 'words') }),
    'MODEL_UNKNOWN_FIELD',
    'Story has no field "a"'
  ],
  [
    'a relation that does not exist',
    () => stories().annotate({ n: count('note' as 'notes') }),
    'MODEL_UNKNOWN_FIELD',
    'Did you mean "notes"?'
  ],
  [
    'a column of a relation that does not exist',
    () => stories().annotate({ n: sum('notes.scor' as 'notes.score') }),
    'MODEL_UNKNOWN_FIELD',
    'Note has no field "scor"'
  ],
  [
    'a filter of an aggregate by a field that does not exist',
    () => stories().annotate({ n: count('notes', { filter: { titel: 1 } as object }) }),
    'MODEL_UNKNOWN_FIELD',
    'Note has no field "titel"'
  ],
  [
    'a filter of an aggregate by undefined',
    () => stories().annotate({ n: count('notes', { filter: { text: undefined } }) }),
    'MODEL_UNDEFINED_LOOKUP',
    "count('notes')"
  ],
  [
    'values that do not exist',
    () => stories().values('titel' as 'title'),
    'MODEL_UNKNOWN_FIELD',
    'Did you mean "title"?'
  ],
  [
    'values of a name that SQL would understand',
    () => stories().values('id" FROM story; --' as 'id'),
    'MODEL_UNKNOWN_FIELD',
    'Story has no field'
  ],
  [
    'values of a relation to many',
    () => stories().values('notes' as 'id'),
    'MODEL_UNUSABLE_FIELD',
    "Count or add up what it leads to: count('notes')."
  ],
  [
    'values beyond a relation to many',
    () => stories().values('notes.text' as 'id'),
    'MODEL_UNUSABLE_FIELD',
    'Story.notes leads to many rows'
  ],
  [
    'values of an embedded object',
    () => stories().values('format'),
    'MODEL_UNUSABLE_FIELD',
    'Name its columns: "format.pages"'
  ],
  [
    'a column as a list',
    () =>
      stories().filter({
        words: { gt: count('notes').plus(1) } as object,
        id: { in: 3 } as object
      }),
    'MODEL_UNUSABLE_FIELD',
    'without a list'
  ],
  [
    'a name that united values do not have',
    () => Writer.all().values('id').union(Label.all().values('id')).orderBy('name'),
    'MODEL_UNKNOWN_FIELD',
    'These rows of Writer has no field "name"'
  ],
  [
    'a union of values with other names',
    () =>
      Writer.all()
        .values('id')
        .union(Label.all().values('name') as never),
    'MODEL_BAD_UNION',
    'read different values'
  ],
  [
    'a union of values with entities',
    () =>
      Writer.all()
        .values('id')
        .union(Writer.all() as never),
    'MODEL_BAD_UNION',
    'read different values'
  ],
  [
    'a union of different entities',
    () => Writer.all().union(Label.all() as never),
    'MODEL_BAD_UNION',
    'Queries of Writer and Label are united, which are different entities.'
  ],
  [
    'a union of different databases',
    () => Company.all().union(Company.all().using({} as DataSource)),
    'MODEL_BAD_UNION',
    'ask different databases'
  ]
])('refuses %s', async (_case, ask, code, text) => {
  const error: unknown = await Promise.resolve()
    .then(ask)
    .then(
      () => undefined,
      (failure: unknown) => failure
    )
  expect(error).toMatchObject({ code })
  expect(
    (error as { format?(): string; message: string }).message +
      String((error as { hint?: string }).hint)
  ).toContain(text)
})
