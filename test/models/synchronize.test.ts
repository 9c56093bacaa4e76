import { DataSource, EntitySchema } from 'typeorm'
import { openDatabase, type DatabaseOptions } from '../../src/models'
import { describeEngines, type Engine } from './engine'

const schema = (columns: readonly string[]): EntitySchema =>
  new EntitySchema({
    name: 'Note',
    columns: {
      id: { type: Number, primary: true, generated: true },
      ...Object.fromEntries(columns.map((name) => [name, { type: String, nullable: true }]))
    }
  })

const isKept = ({ name }: Engine): boolean => name !== 'SQLite in memory'

describeEngines((engine) => {
  let dataSource: DataSource | undefined
  beforeEach(() => engine.open({ entities: [], synchronize: false }))
  afterEach(() => dataSource?.destroy())

  async function open(columns: readonly string[], options: DatabaseOptions): Promise<string[]> {
    if (dataSource?.isInitialized) await dataSource.destroy()
    dataSource = undefined
    const database = { ...engine.options(), entities: [schema(columns)] }
    dataSource = await openDatabase({ database, ...options })
    const runner = dataSource.createQueryRunner()
    const table = await runner.getTable('note')
    await runner.release()
    return table?.columns.map(({ name }) => name) ?? []
  }

  it('makes no tables unless it is told to', async () => {
    expect(await open(['text'], {})).toEqual([])
  })

  it('makes tables, adds columns, and drops those without data', async () => {
    expect(await open(['text'], { synchronize: true })).toEqual(['id', 'text'])
    expect(await open(['text', 'title'], { synchronize: true })).toEqual(['id', 'text', 'title'])
    expect(await open(['title'], { synchronize: true })).toEqual(['id', 'title'])
  })

  it('refuses to lose data, unless it is forced', async () => {
    await open(['text'], { synchronize: true })
    await dataSource!.query("INSERT INTO note (text) VALUES ('precious')")
    await expect(open(['title'], { synchronize: true })).rejects.toMatchObject({
      code: 'MODEL_SYNCHRONIZE_LOSES_DATA',
      message: expect.stringContaining('column "text" of table "note"')
    })
    expect(await open(['text'], {})).toEqual(['id', 'text'])
    expect(await open(['title'], { synchronize: 'force' })).toEqual(['id', 'title'])
  })

  it('refuses outside development, unless it is forced', async () => {
    const production = { synchronize: true, development: false }
    await expect(open(['text'], production)).rejects.toMatchObject({
      code: 'MODEL_SYNCHRONIZE_IN_PRODUCTION'
    })
    expect(await open(['text'], { ...production, synchronize: 'force' })).toEqual(['id', 'text'])
  })
}, isKept)
