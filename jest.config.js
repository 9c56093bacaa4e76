'use strict'

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  setupFiles: ['reflect-metadata'],
  transform: {
    '^.+\\.tsx?$': ['ts-jest', { tsconfig: '<rootDir>/tsconfig.json' }],
    'node_modules/.+\\.m?js$': '<rootDir>/src/testing/esm-transform.js'
  },
  transformIgnorePatterns: [],
  moduleNameMapper: {
    '^nuages$': '<rootDir>/src/index.ts',
    '^nuages/(.+)$': '<rootDir>/src/$1/index.ts'
  }
}
