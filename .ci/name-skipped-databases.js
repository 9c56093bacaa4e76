'use strict'
// Jest's globalTeardown: the last lines of a run name what it did not test.

module.exports = function nameSkippedDatabases() {
  if (process.env.NUAGES_TEST_ALL_ENGINES !== undefined) return
  const silent = JSON.parse(process.env.NUAGES_SILENT_DATABASES ?? '{}')
  for (const [name, why] of Object.entries(silent)) {
    console.error(`Skipped: ${name} (${why}); docs/contributing.md says how to start it.`)
  }
}
