import { basename, dirname, join } from 'node:path'
import type { AppSettings } from 'nuages'

// this file runs compiled, from dist/, and as it is, in tests
const FOLDER = basename(__dirname) === 'dist' ? dirname(__dirname) : __dirname

/** Files that are shipped with the application: styles, scripts, the press kit. */
export const STATIC_FOLDER = join(FOLDER, 'static')

const { ALLOWED_HOSTS, DATABASE_URL, DATABASE_LOG, NODE_ENV } = process.env

/** What the environment may change; everything else is in `app.ts`. */
export const settings: AppSettings = {
  database: DATABASE_URL ?? `sqlite:${join(FOLDER, 'gazette.sqlite3')}`,
  databaseLogging: DATABASE_LOG === '1' ? ['query'] : false,
  synchronize: NODE_ENV !== 'production',
  allowedHosts: ALLOWED_HOSTS?.split(',')
}
