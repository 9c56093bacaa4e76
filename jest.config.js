'use strict'

/** @type {import('jest').Config} */
module.exports = {
  // the one that is shipped as `nuages/jest-preset`
  preset: './src/testing/jest-preset.js',
  roots: ['<rootDir>/test'],
  globalSetup: './.ci/probe-databases.js',
  globalTeardown: './.ci/name-skipped-databases.js',
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  // sources first: compiled files beside them would be taken for them
  moduleFileExtensions: ['ts', 'tsx', 'js', 'json', 'node'],
  moduleNameMapper: {
    '^nuages$': '<rootDir>/src/index.ts',
    '^nuages/(.+)$': [
      '<rootDir>/src/$1/index.ts',
      '<rootDir>/src/models/$1/index.ts',
      '<rootDir>/src/contrib/$1/index.ts'
    ]
  }
}
