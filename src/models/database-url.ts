import type { DataSourceOptions } from 'typeorm'
import { NuagesError, nearest } from '../errors'
import type { ServerOptions } from './server-options'
import type { SqliteDataSourceOptions } from './sqlite/data-source'

/** What says which database to use, as options for TypeORM. */
export type EngineOptions = (DataSourceOptions & ServerOptions) | SqliteDataSourceOptions

const SCHEMES = ['sqlite', 'better-sqlite3', 'postgres', 'postgresql', 'mysql', 'mariadb'] as const

/**
 * The engine and its options that a URL names: `sqlite:db.sqlite3`, `sqlite::memory:`, `sqlite:///var/db.sqlite3`,
 * `better-sqlite3:db.sqlite3`, `postgres://user:secret@host:5432/name`, `mysql://…`, `mariadb://…`.
 */
export function parseDatabaseUrl(url: string): EngineOptions {
  const [, scheme = '', rest = ''] = /^([a-z][\w+.-]*):(.*)$/i.exec(url) ?? []
  switch (scheme.toLowerCase()) {
    case 'sqlite':
      return { type: 'sqlite', database: filePath(rest) }
    case 'better-sqlite3':
      return { type: 'sqlite', package: 'better-sqlite3', database: filePath(rest) }
    case 'postgres':
    case 'postgresql':
      return { type: 'postgres', url: serverUrl(url) }
    case 'mysql':
      return { type: 'mysql', url: serverUrl(url) }
    case 'mariadb':
      return { type: 'mariadb', url: serverUrl(url) }
    default:
      throw badUrl(whatIsWrong(url, scheme), scheme)
  }
}

// `sqlite:///a` and `sqlite:/a` name the file /a, `sqlite:a` and `sqlite://a` the file a of the working directory
function filePath(rest: string): string {
  const path = rest.replace(/^\/\/+(?=\/)|^\/\//, '')
  if (path === '') throw badUrl('A database URL of SQLite names no file.', 'sqlite')
  return path
}

function serverUrl(url: string): string {
  const isUsable = URL.canParse(url) && new URL(url).pathname.length > 1
  if (isUsable) return url
  // the URL itself stays out of the message: it holds a password
  throw badUrl('A database URL cannot be read, or names no database.')
}

function whatIsWrong(url: string, scheme: string): string {
  if (scheme !== '') return `No database engine is called "${scheme}".`
  return url === '' ? 'The database URL is empty.' : 'A database URL begins with no engine.'
}

function badUrl(what: string, scheme = ''): NuagesError {
  const [meant] = scheme === '' ? [] : nearest(scheme, SCHEMES)
  const question = meant === undefined || meant === scheme ? '' : `Did you mean "${meant}"? `
  return new NuagesError(
    'MODEL_BAD_DATABASE_URL',
    what,
    `${question}Write sqlite:db.sqlite3, sqlite::memory:, postgres://user:password@host/name or mysql://user:password@host/name.`
  )
}
