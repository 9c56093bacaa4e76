import { checkMigrations, makeMigrations } from '../../../src/models/migrations'
import { creating, removeMigrations, writeMigrations } from './migration-files'

afterEach(removeMigrations)

const options = () => ({
  database: 'sqlite::memory:',
  folder: writeMigrations({ '0001_a': creating('a') })
})

it.each([
  ['makeMigrations', () => makeMigrations(options())],
  ['checkMigrations', () => checkMigrations(options())]
])('%s compares with no empty list of entities that nobody gave', async (_name, compare) => {
  await expect(compare()).rejects.toThrow(
    'MIGRATION_NO_ENTITIES: There are no entities to compare the migrations with.'
  )
})

it('compares with an empty list that was given', async () => {
  const { isClean, operations } = await checkMigrations({ ...options(), entities: [] })
  expect({ isClean, operations }).toMatchObject({ isClean: false, operations: [{ table: 'a' }] })
})
