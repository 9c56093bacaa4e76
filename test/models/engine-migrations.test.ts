import {
  Table,
  TableColumn,
  TableForeignKey,
  type DataSource,
  type MigrationInterface,
  type QueryRunner
} from 'typeorm'
import { describeEngines } from './engine'
import { Book, Writer } from './entities'

const id = { name: 'id', type: 'integer', isPrimary: true }

/** Changes the table that books refer to: on SQLite it is dropped and made again. */
class AddCountry1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn(
      'writer',
      new TableColumn({ name: 'country', type: 'varchar', isNullable: true })
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('writer', 'country')
  }
}

class Fail1700000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(new Table({ name: 'half', columns: [id] }))
    await runner.query('SELECT * FROM no_such_table')
  }

  async down(): Promise<void> {
    await Promise.resolve()
  }
}

class AddReview1700000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const columns = [id, { name: 'book', type: 'integer' }]
    await runner.createTable(new Table({ name: 'review', columns }))
    const key = {
      columnNames: ['book'],
      referencedTableName: 'book',
      referencedColumnNames: ['id']
    }
    await runner.createForeignKey('review', new TableForeignKey(key))
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('review')
  }
}

const hasCountry = async (dataSource: DataSource): Promise<boolean> => {
  const runner = dataSource.createQueryRunner()
  const has = await runner.hasColumn('writer', 'country')
  await runner.release()
  return has
}

const addBook = async (dataSource: DataSource): Promise<void> => {
  const writer = await dataSource.manager.save(Writer, { name: 'Django' })
  await dataSource.manager.save(Book, { title: 'Nuages', writer })
}

async function expectForeignKeys(dataSource: DataSource): Promise<void> {
  const orphan = dataSource.manager.insert(Book, { title: 'orphan', writer: { id: 99 } })
  await expect(orphan).rejects.toThrow(/foreign key/i)
}

describeEngines((engine) => {
  // TypeORM tells the console of a migration that failed, whatever its logging is set to
  beforeEach(() => void jest.spyOn(console, 'log').mockImplementation())
  afterEach(() => jest.restoreAllMocks())

  it.each(['all', 'each'] as const)('migrates up and down (%s)', async (transaction) => {
    const migrations = [AddCountry1700000000001, AddReview1700000000003]
    const dataSource = await engine.open({ migrations })
    await addBook(dataSource)
    await dataSource.runMigrations({ transaction })
    expect(await hasCountry(dataSource)).toBe(true)
    await expectForeignKeys(dataSource)
    await dataSource.undoLastMigration({ transaction })
    await dataSource.undoLastMigration({ transaction })
    expect(await hasCountry(dataSource)).toBe(false)
    // a book goes with its writer: changing the table of writers must not count as deleting them
    expect(await dataSource.manager.count(Book)).toBe(1)
    await expectForeignKeys(dataSource)
  })

  it.each(['all', 'each'] as const)(
    'enforces foreign keys after a failed migration (%s)',
    async (transaction) => {
      const migrations = [AddCountry1700000000001, Fail1700000000002]
      const dataSource = await engine.open({ migrations })
      await addBook(dataSource)
      await expect(dataSource.runMigrations({ transaction })).rejects.toThrow('no_such_table')
      const runner = dataSource.createQueryRunner()
      // MySQL commits before it changes a table
      const stays = engine.kind === 'mysql'
      expect(await runner.hasTable('half')).toBe(stays)
      await runner.release()
      expect(await hasCountry(dataSource)).toBe(stays || transaction === 'each')
      expect(await dataSource.manager.count(Book)).toBe(1)
      await expectForeignKeys(dataSource)
    }
  )

  it('makes the tables anew without losing rows', async () => {
    const dataSource = await engine.open()
    await addBook(dataSource)
    await dataSource.query('ALTER TABLE writer ADD COLUMN leftover varchar(9)')
    await dataSource.synchronize()
    expect(await dataSource.manager.count(Book)).toBe(1)
    await expectForeignKeys(dataSource)
  })
})
