'use strict'
// Migrates with the options that its parent sends, and tells how it went.
require('reflect-metadata')
require('./load-typescript')
const { migrate } = require('../../../../src/models/migrations/migrate')

process.once('message', async (options) => {
  try {
    process.send({ applied: (await migrate(options)).applied })
  } catch (error) {
    process.send({ code: error.code, message: error.message })
  }
  process.disconnect()
})
process.send('ready')
