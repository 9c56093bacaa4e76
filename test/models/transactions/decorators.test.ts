import 'reflect-metadata'
import { openDatabase, type DataSource } from '../../../src/models'
import { currentRunner } from '../../../src/models/transactions/current'
import { Atomic } from '../../../src/models/transactions/decorators'
import { describeHolders } from '../../../src/models/transactions/holders'
import { boom, Note, texts, write } from './notes'

let dataSource: DataSource
beforeEach(async () => {
  dataSource = await openDatabase({
    database: 'sqlite::memory:',
    entities: [Note],
    synchronize: true
  })
})
afterEach(() => dataSource.destroy())

const Marked = (target: object, key: string, index: number): void =>
  Reflect.defineMetadata('marked', index, target, key)

const Labelled = (_target: object, _key: string, { value }: PropertyDescriptor): void =>
  Reflect.defineMetadata('label', 'journal', value as object)

class Journal {
  constructor(private readonly prefix: string) {}

  @Atomic()
  @Labelled
  async add(@Marked text: string, fails = false): Promise<string> {
    await write(this.prefix + text)
    if (fails) throw boom
    return describeHolders(dataSource)
  }

  @Atomic()
  static async start(): Promise<string> {
    await write('started')
    return describeHolders(dataSource)
  }

  @Atomic({ retries: 2 })
  all() {
    return Note.all()
  }
}

class LoudJournal extends Journal {
  override async add(text: string): Promise<string> {
    return super.add(text.toUpperCase())
  }
}

it('puts a method into a transaction, with its object and its arguments', async () => {
  const journal = new Journal('> ')
  expect(await journal.add('a')).toMatch(/begun by Journal\.add\.$/)
  await expect(journal.add('b', true)).rejects.toBe(boom)
  expect(await texts()).toEqual(['> a'])
  expect(currentRunner(dataSource)).toBeUndefined()
})

it('runs the query set that a method returns', async () => {
  await write('a')
  expect(await new Journal('').all()).toMatchObject([{ text: 'a' }])
})

it('takes static methods too', async () => {
  expect(await Journal.start()).toMatch(/begun by Journal\.start\.$/)
})

it('works through super', async () => {
  await new LoudJournal('').add('a')
  expect(await texts()).toEqual(['A'])
})

it('leaves the name, the length and the metadata of the method', () => {
  const { add } = Journal.prototype
  expect(add.name).toBe('add')
  expect(add).toHaveLength(1)
  expect(Reflect.getMetadata('label', add)).toBe('journal')
  expect(Reflect.getMetadata('marked', Journal.prototype, 'add')).toBe(0)
  expect(Reflect.getMetadata('design:paramtypes', Journal.prototype, 'add')).toEqual([
    String,
    Object
  ])
})
