'use strict'
// Jest runs CommonJS; packages that ship only ES modules (or import() one) are turned into it here.
const { createHash } = require('node:crypto')
const { readFileSync } = require('node:fs')
const ts = require('typescript')

const hasModuleSyntax = /^\s*(?:import|export)\b|\bimport\s*\(/m
const metaUrl = /\bimport\.meta\.url\b/g
const compilerOptions = {
  module: ts.ModuleKind.CommonJS,
  target: ts.ScriptTarget.ES2022,
  allowJs: true,
  esModuleInterop: true
}
const version = `${ts.version}\0${readFileSync(__filename, 'utf8')}`

module.exports = {
  // Jest's own key leaves the transform out: a new version would be served old results
  getCacheKey(source, file, { configString }) {
    return createHash('sha1').update([version, source, file, configString].join('\0')).digest('hex')
  },

  process(source, file) {
    if (!hasModuleSyntax.test(source)) return { code: source }
    const { outputText } = ts.transpileModule(source, { fileName: file, compilerOptions })
    return {
      code: outputText.replace(metaUrl, 'require("node:url").pathToFileURL(__filename).href')
    }
  }
}
