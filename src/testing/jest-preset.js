'use strict'
// `preset: 'nuages'` in a jest.config.js: decorators, and packages that exist only as ES modules.
// `typescript` and `ts-jest` are the application's own.

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  // compiled tests would run a second time, and stale
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  setupFiles: [require.resolve('reflect-metadata')],
  transform: {
    '^.+\\.tsx?$': 'ts-jest',
    // not .mjs: Jest refuses to require() that, whatever it is turned into
    'node_modules/.+\\.js$': require.resolve('./esm-transform')
  },
  transformIgnorePatterns: []
}
