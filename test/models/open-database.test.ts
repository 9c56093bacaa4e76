import { mkdir, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { DataSource } from 'typeorm'
import {
  Column,
  Entity,
  Model,
  openDatabase,
  PrimaryGeneratedColumn,
  SqliteDataSource,
  type SqliteDataSourceOptions
} from '../../src/models'
import { newFile, removeFiles } from './engine'
import { Account } from './entities'

@Entity()
class Note extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column() text!: string
}

const opened: DataSource[] = []
const open = async (options: Parameters<typeof openDatabase>[0]): Promise<DataSource> => {
  const dataSource = await openDatabase(options)
  opened.push(dataSource)
  return dataSource
}

afterEach(async () => {
  for (const one of opened.splice(0)) if (one.isInitialized) await one.destroy()
  delete process.env.DATABASE_URL
})
afterAll(removeFiles)

const memory = { database: 'sqlite::memory:', synchronize: true } as const

it('opens the file that DATABASE_URL names, and makes its folder', async () => {
  const file = join(dirname(await newFile()), 'a', 'b', 'db.sqlite3')
  process.env.DATABASE_URL = `sqlite:${file}`
  await open({})
  expect((await stat(file)).isFile()).toBe(true)
})

it('knows every entity that was decorated', async () => {
  const { entityMetadatas } = await open(memory)
  expect(entityMetadatas.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['Note', 'Account'])
  )
})

it('knows the entities it is given', async () => {
  const { entityMetadatas } = await open({ ...memory, entities: [Note] })
  expect(entityMetadatas.map(({ name }) => name)).toEqual(['Note'])
})

it.each([
  ['a folder', (folder: string) => folder],
  ['a pattern', (folder: string) => join(folder, 'inner', '*.js')]
])('finds entities in %s', async (_case, place) => {
  const folder = dirname(await newFile())
  const typeorm = JSON.stringify(require.resolve('typeorm'))
  await mkdir(join(folder, 'inner'))
  await writeFile(
    join(folder, 'inner', 'found.js'),
    `const { EntitySchema } = require(${typeorm})
     exports.Found = new EntitySchema({ name: 'Found', columns: { id: { type: Number, primary: true } } })`
  )
  const { entityMetadatas } = await open({ ...memory, entities: place(folder) })
  expect(entityMetadatas.map(({ name }) => name)).toEqual(['Found'])
})

it('takes options of TypeORM, and a data source that is open or not', async () => {
  const database: SqliteDataSourceOptions = {
    type: 'sqlite',
    database: ':memory:',
    entities: [Note]
  }
  await open({ database, synchronize: true })
  expect((await Note.create({ text: 'by options' })).id).toBe(1)
  const closed = new SqliteDataSource(database)
  expect(await open({ database: closed, synchronize: true })).toBe(closed)
  expect(await Note.count()).toBe(0)
  expect(await open({ database: closed })).toBe(closed)
})

it('hands the number of connections on', async () => {
  const dataSource = await open({ database: `sqlite:${await newFile()}`, poolSize: 1 })
  await dataSource.transaction(async (manager) => {
    expect(await manager.query('SELECT 1 AS one')).toEqual([{ one: 1 }])
  })
})

describe('a model', () => {
  it('has no database before one is opened, nor after it is closed', async () => {
    await expect(Note.all()).rejects.toThrow('MODEL_NO_DATABASE: Note was used')
    const dataSource = await open({ ...memory, entities: [Note] })
    expect(await Note.count()).toBe(0)
    await dataSource.destroy()
    await expect(Note.create({ text: 'late' })).rejects.toMatchObject({ code: 'MODEL_NO_DATABASE' })
  })

  it('has none where it is not among the entities', async () => {
    await open({ ...memory, entities: [Account] })
    await expect(Note.get({ id: 1 })).rejects.toMatchObject({ code: 'MODEL_NO_DATABASE' })
  })

  it('uses the database that was opened last', async () => {
    await open({ ...memory, entities: [Note] })
    await Note.create({ text: 'first' })
    await open({ ...memory, entities: [Note] })
    expect(await Note.count()).toBe(0)
  })
})

it.each([
  ['postgres://h/name', 'pg'],
  ['mysql://h/name', 'mysql2']
])('says how to install what %s needs', async (database, name) => {
  const absent = (): never => {
    throw new Error(`Cannot find module '${name}'`)
  }
  jest.doMock(name, absent)
  await expect(openDatabase({ database, entities: [] })).rejects.toMatchObject({
    code: 'MODEL_DRIVER_MISSING',
    hint: `Run \`npm install ${name}\`.`
  })
  jest.dontMock(name)
})

it.each([
  [
    'a file that is no database',
    async (file: string) => (await writeFile(file, 'x'.repeat(5000)), file)
  ],
  ['a folder', (file: string) => Promise.resolve(dirname(file))]
])('refuses %s', async (_case, place) => {
  const file = await place(await newFile())
  await expect(openDatabase({ database: `sqlite:${file}` })).rejects.toMatchObject({
    code: 'MODEL_CANNOT_OPEN',
    message: expect.stringContaining(file)
  })
})

it('refuses a folder of entities that is not there', async () => {
  await expect(
    openDatabase({ database: 'sqlite::memory:', entities: '/no/models' })
  ).rejects.toThrow(
    'MODEL_NO_SUCH_FOLDER: There is no folder /no/models, where entities are looked for.'
  )
})

it.each([
  ['ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:5432', 'Check that the server runs, and host'],
  ['3D000', 'database "blog" does not exist', 'Make it first'],
  ['ER_BAD_DB_ERROR', "Unknown database 'blog'", 'Make it first'],
  ['28P01', 'password authentication failed for user "me"', 'Check user and password.'],
  ['53300', 'sorry, too many clients already', 'Check the URL']
])('says what to look at after %s', async (code, message, hint) => {
  const dataSource = new DataSource({ type: 'postgres', entities: [] })
  const cause = Object.assign(new Error(message), { code })
  jest.spyOn(dataSource, 'initialize').mockRejectedValue(cause)
  await expect(openDatabase({ database: dataSource })).rejects.toMatchObject({
    code: 'MODEL_CANNOT_OPEN',
    what: `The postgres database could not be opened: ${message}.`,
    hint: expect.stringContaining(hint),
    cause
  })
})

it('runs better-sqlite3 in its own pool, whatever names it', async () => {
  const database = { type: 'better-sqlite3', database: await newFile(), timeout: 20 } as const
  const dataSource = await open({ database, entities: [Note], synchronize: true })
  expect(dataSource).toBeInstanceOf(SqliteDataSource)
  expect(await Promise.all([1, 2, 3].map((n) => Note.create({ text: `n${n}` })))).toHaveLength(3)
})

it('refuses an option of better-sqlite3 that is for one connection', async () => {
  const database = { type: 'better-sqlite3', database: ':memory:', readonly: true } as const
  await expect(open({ database })).rejects.toThrow(
    'MODEL_UNSUPPORTED_OPTION: The option "readonly" of better-sqlite3 is for a single connection'
  )
})

it.each(['sqlite3', 'better-sqlite3'] as const)('says how to install %s', async (name) => {
  jest.doMock(name, () => {
    throw new Error(`Cannot find module '${name}'`)
  })
  const database = { type: 'sqlite', package: name, database: ':memory:' } as const
  await expect(openDatabase({ database, entities: [] })).rejects.toMatchObject({
    code: 'MODEL_DRIVER_MISSING',
    hint: expect.stringContaining(`npm install ${name}`)
  })
  jest.dontMock(name)
})
