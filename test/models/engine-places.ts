import { setTimeout as sleep } from 'node:timers/promises'
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise'
import { Client } from 'pg'

/** Where the tables of one test are. */
export interface Place {
  readonly url: string
  /** End every connection to it, as a restart or a firewall does. */
  cut?(): Promise<void>
  remove?(): Promise<unknown>
}

const POSTGRES = process.env.NUAGES_TEST_POSTGRES ?? 'postgres://postgres@127.0.0.1:5432/test'
const MYSQL = process.env.NUAGES_TEST_MYSQL ?? 'mysql://root@127.0.0.1:3306/test'

let count = 0
const newName = (): string => `nuages_${process.pid}_${Date.now().toString(36)}_${++count}`

/** A schema of its own: suites run beside each other on one server. */
export async function newPostgresSchema(): Promise<Place> {
  const name = newName()
  await runPostgres(`CREATE SCHEMA ${name}`)
  const url = new URL(POSTGRES)
  // what is written for a test need not survive a power cut
  url.searchParams.set('options', `-c search_path=${name} -c synchronous_commit=off`)
  url.searchParams.set('application_name', name)
  return {
    url: url.href.replaceAll('+', '%20'),
    cut: () => withPostgres((client) => cutPostgres(client, name)),
    remove: () => runPostgres(`SET client_min_messages = warning; DROP SCHEMA ${name} CASCADE`)
  }
}

/** A database of its own. */
export async function newMysqlDatabase(): Promise<Place> {
  const name = newName()
  await runMysql(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`)
  const url = new URL(MYSQL)
  url.pathname = name
  return {
    url: url.href,
    cut: () => killMysql(name),
    remove: () => runMysql(`DROP DATABASE ${name}`)
  }
}

async function killMysql(database: string): Promise<void> {
  const list = 'SELECT id FROM information_schema.processlist WHERE db = ?'
  await withMysql(async (connection) => {
    const [rows] = await connection.query<RowDataPacket[]>(list, [database])
    for (const { id } of rows) {
      // it may have gone by itself
      await connection.query(`KILL ${id}`).catch(() => undefined)
    }
  })
}

async function cutPostgres(client: Client, application: string): Promise<void> {
  const { rows } = await client.query<{ pid: number }>(
    'SELECT pid, pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1',
    [application]
  )
  // each ends when it comes to it
  const left = 'SELECT 1 FROM pg_stat_activity WHERE pid = ANY($1)'
  while ((await client.query(left, [rows.map(({ pid }) => pid)])).rowCount! > 0) await sleep(5)
}

function runPostgres(sql: string): Promise<unknown> {
  return withPostgres((client) => client.query(sql))
}

async function withPostgres<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(POSTGRES)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function runMysql(sql: string): Promise<unknown> {
  return withMysql((connection) => connection.query(sql))
}

async function withMysql<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await createConnection(MYSQL)
  try {
    return await work(connection)
  } finally {
    await connection.end()
  }
}
