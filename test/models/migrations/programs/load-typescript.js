'use strict'
// The sources of src/ as they are: what a test starts in a process of its own need not be compiled before.
const { createHash } = require('node:crypto')
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs')
const { _extensions: extensions } = require('node:module')
const { join, resolve } = require('node:path')

const cache = resolve(__dirname, '../../../../.cache/programs')

extensions['.ts'] = (module, file) => {
  const source = readFileSync(file, 'utf8')
  const cached = join(cache, `${createHash('sha1').update(source).digest('hex')}.js`)
  module._compile(readIfThere(cached) ?? compile(source, cached), file)
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

function compile(source, cached) {
  const ts = require('typescript')
  const compilerOptions = {
    module: ts.ModuleKind.CommonJS,
    target: ts.ScriptTarget.ES2022,
    esModuleInterop: true,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    useDefineForClassFields: false
  }
  const { outputText } = ts.transpileModule(source, { compilerOptions })
  mkdirSync(cache, { recursive: true })
  // whole or not at all: several processes start at once
  writeFileSync(`${cached}.${process.pid}`, outputText)
  renameSync(`${cached}.${process.pid}`, cached)
  return outputText
}
