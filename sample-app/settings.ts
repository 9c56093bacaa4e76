import { basename, dirname, join } from 'node:path'
import type { AppSettings } from 'nuages'

// this file runs compiled, from dist/, and as it is, in tests
const FOLDER = basename(__dirname) === 'dist' ? dirname(__dirname) : __dirname

/** Files that are shipped with the application: styles, scripts, the press kit. */
export const STATIC_FOLDER = join(FOLDER, 'static')

/** Where migrations are written, and where those are that run. */
export const MIGRATIONS = {
  sources: join(FOLDER, 'migrations'),
  compiled: join(__dirname, 'migrations')
}

const { ALLOWED_HOSTS, DATABASE_URL, DATABASE_LOG } = process.env

/** The URL of the database: SQLite, PostgreSQL, MySQL or MariaDB. */
export const DATABASE = DATABASE_URL ?? `sqlite:${join(FOLDER, 'gazette.sqlite3')}`

/** What the environment may change; everything else is in `app.ts`. */
export const settings: AppSettings = {
  database: DATABASE,
  databaseLogging: DATABASE_LOG === '1' ? ['query'] : false,
  allowedHosts: ALLOWED_HOSTS?.split(',')
}
