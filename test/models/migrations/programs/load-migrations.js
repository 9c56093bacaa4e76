'use strict'
// Loads a folder of migrations where nothing but this library can read TypeScript.
require('reflect-metadata')
require('./load-typescript')
const { loadMigrations } = require('../../../../src/models/migrations/load-migrations')
delete require('node:module')._extensions['.ts']

loadMigrations({ folder: process.argv[2] }).then(
  (migrations) => console.log(JSON.stringify(migrations)),
  ({ code, hint }) => console.log(JSON.stringify({ code, hint }))
)
