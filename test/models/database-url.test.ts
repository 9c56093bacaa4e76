import { parseDatabaseUrl } from '../../src/models'

it.each([
  ['sqlite:db.sqlite3', { type: 'sqlite', database: 'db.sqlite3' }],
  ['sqlite:data/my db.sqlite3', { type: 'sqlite', database: 'data/my db.sqlite3' }],
  ['sqlite://db.sqlite3', { type: 'sqlite', database: 'db.sqlite3' }],
  ['sqlite:/var/db.sqlite3', { type: 'sqlite', database: '/var/db.sqlite3' }],
  ['sqlite:///var/db.sqlite3', { type: 'sqlite', database: '/var/db.sqlite3' }],
  ['sqlite:////var/db.sqlite3', { type: 'sqlite', database: '/var/db.sqlite3' }],
  ['sqlite::memory:', { type: 'sqlite', database: ':memory:' }],
  ['SQLite::memory:', { type: 'sqlite', database: ':memory:' }],
  [
    'better-sqlite3:db.sqlite3',
    { type: 'sqlite', package: 'better-sqlite3', database: 'db.sqlite3' }
  ],
  ['postgres://u:p@h:5432/name', { type: 'postgres', url: 'postgres://u:p@h:5432/name' }],
  ['postgresql://h/name', { type: 'postgres', url: 'postgresql://h/name' }],
  ['mysql://u:p@h/name', { type: 'mysql', url: 'mysql://u:p@h/name' }],
  ['mariadb://u:p@h/name', { type: 'mariadb', url: 'mariadb://u:p@h/name' }]
])('reads %s', (url, options) => expect(parseDatabaseUrl(url)).toEqual(options))

it.each([
  ['', 'The database URL is empty.'],
  ['db.sqlite3', 'A database URL begins with no engine.'],
  ['sqlite:', 'names no file'],
  ['sqlite://', 'names no file'],
  ['sqllite:db.sqlite3', 'No database engine is called "sqllite".\n  Hint: Did you mean "sqlite"?'],
  ['postgre://h/name', 'Did you mean "postgres"?'],
  ['mongodb://h/name', 'No database engine is called "mongodb".'],
  ['postgres://h', 'cannot be read, or names no database'],
  ['postgres://u:secret@h:port/name', 'cannot be read']
])('refuses %j', (url, message) => {
  expect(() => parseDatabaseUrl(url)).toThrow(`MODEL_BAD_DATABASE_URL: `)
  expect(() => parseDatabaseUrl(url)).toThrow(message)
})

it('keeps a password out of its message', () => {
  const read = (): unknown => parseDatabaseUrl('postgres://u:secret@h:port/name')
  expect(read).toThrow(expect.objectContaining({ message: expect.not.stringContaining('secret') }))
})
