import type { DataSource } from 'typeorm'
import { avg, count, f, openDatabase } from '../../../src/models'
import { magazine, Note, Story, Writer } from './magazine'

let dataSource: DataSource
beforeAll(async () => {
  dataSource = await openDatabase({
    database: 'sqlite::memory:',
    entities: magazine,
    synchronize: true
  })
})
afterAll(() => dataSource.destroy())

it('counts a relation under its own name', async () => {
  const writer = await Writer.create({ name: 'a' })
  const rows = Writer.all().annotate({ stories: count('stories') })
  expect(await rows.filter({ stories: { lt: 1 } }).orderBy('-stories')).toMatchObject([
    { stories: 0 }
  ])
  expect(await rows.filter({ stories: { some: { words: 1 } } })).toEqual([])
  expect(await rows.aggregate({ mean: avg('stories') })).toEqual({ mean: 0 })
  expect(await rows.values('name', 'stories')).toEqual([{ name: 'a', stories: 0 }])
  const [row] = await rows
  row!.name = 'b'
  expect((await row!.save()).stories).toBe(0)
  await writer.delete()
})

it('writes names and values where they belong', () => {
  const { sql, parameters } = Story.all()
    .annotate({
      [`x"; --`]: count('notes', { filter: { text: `'; DROP` } }),
      n: f('words').plus(7)
    })
    .filter({ n: { gt: 8 } })
    .values('n', `x"; --`)
    .toSql()
  expect(sql).not.toMatch(/DROP|--|7|8/)
  expect(parameters).toEqual([7, `'; DROP`, 7, 8])
})

it('plans each shape once, whatever its values', async () => {
  const { sql: one } = Note.all()
    .annotate({ n: f('score').times(2) })
    .toSql()
  const { sql: same, parameters } = Note.all()
    .annotate({ n: f('score').times(3) })
    .toSql()
  const { sql: other } = Note.all()
    .annotate({ n: f('score').minus(2) })
    .toSql()
  const { sql: named } = Note.all()
    .annotate({ m: f('score').times(2) })
    .toSql()
  expect([same === one, other === one, parameters]).toEqual([true, false, [3]])
  expect(named).toBe(one)
})
