'use strict'
// Jest's globalSetup: ask once which database servers answer, for test/models/engine.ts and the last line of the run.
const { URL } = require('node:url')

const SERVERS = {
  PostgreSQL: {
    variable: 'NUAGES_TEST_POSTGRES',
    url: 'postgres://postgres@127.0.0.1:5432/test',
    connect: askPostgres
  },
  MariaDB: {
    variable: 'NUAGES_TEST_MYSQL',
    url: 'mysql://root@127.0.0.1:3306/test',
    connect: askMysql
  }
}

module.exports = async function probeDatabases() {
  const asked = await Promise.all(Object.entries(SERVERS).map(probe))
  process.env.NUAGES_SILENT_DATABASES = JSON.stringify(Object.fromEntries(asked.flat()))
}

/** The name of a server and why it cannot be used; nothing where it can. */
async function probe([name, { variable, url: standard, connect }]) {
  const url = process.env[variable] ?? standard
  try {
    await connect(url)
    return []
  } catch (error) {
    // the URL itself may hold a password; `AggregateError` of Node has no message
    const why = error.message || error.code || 'no answer'
    const host = URL.canParse(url) ? new URL(url).host : `the address in ${variable}`
    return [[name, `${host} does not serve: ${why}`]]
  }
}

async function askPostgres(url) {
  const { Client } = require('pg')
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 3000 })
  await client.connect()
  await client.end()
}

async function askMysql(url) {
  const { createConnection } = require('mysql2/promise')
  const connection = await createConnection({ uri: url, connectTimeout: 3000 })
  await connection.end()
}
