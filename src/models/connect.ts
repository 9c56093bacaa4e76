import type { DataSource } from 'typeorm'
import { NuagesError } from '../errors'

/** Open `dataSource`; a server that cannot be had is an error that says what to look at. */
export async function connect(dataSource: DataSource): Promise<void> {
  try {
    await dataSource.initialize()
  } catch (cause) {
    const { code, message } = cause as { readonly code?: unknown; readonly message: string }
    // errors of drivers have a code, those about entities have none
    if (cause instanceof NuagesError || typeof code !== 'string') throw cause
    throw new NuagesError(
      'MODEL_CANNOT_OPEN',
      `The ${dataSource.options.type} database could not be opened: ${message || code}.`,
      hintFor(code),
      { cause }
    )
  }
}

// codes of Node, PostgreSQL, MySQL
function hintFor(code: string): string {
  if (/^(3D000|ER_BAD_DB_ERROR)$/.test(code)) {
    return 'Make it first (`CREATE DATABASE name`), or correct its name.'
  }
  if (/^(28|ER_ACCESS_DENIED|ER_DBACCESS_DENIED)/.test(code)) return 'Check user and password.'
  if (/^E[A-Z]+$/.test(code)) return 'Check that the server runs, and host and port.'
  return 'Check the URL, and what the server writes to its log.'
}
