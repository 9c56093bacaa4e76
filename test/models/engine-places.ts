import { createConnection } from 'mysql2/promise'
import { Client } from 'pg'

/** Where the tables of one test are. */
export interface Place {
  readonly url: string
  remove?(): Promise<void>
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
  return {
    url: url.href.replaceAll('+', '%20'),
    remove: () => runPostgres(`SET client_min_messages = warning; DROP SCHEMA ${name} CASCADE`)
  }
}

/** A database of its own. */
export async function newMysqlDatabase(): Promise<Place> {
  const name = newName()
  await runMysql(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`)
  const url = new URL(MYSQL)
  url.pathname = name
  return { url: url.href, remove: () => runMysql(`DROP DATABASE ${name}`) }
}

async function runPostgres(sql: string): Promise<void> {
  const client = new Client(POSTGRES)
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

async function runMysql(sql: string): Promise<void> {
  const connection = await createConnection(MYSQL)
  try {
    await connection.query(sql)
  } finally {
    await connection.end()
  }
}
