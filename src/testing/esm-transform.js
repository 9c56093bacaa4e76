'use strict'
// Jest runs CommonJS; packages that ship only ES modules (or import() one) are turned into it here.
const ts = require('typescript')

const isModuleSyntax = /^\s*(?:import|export)\b|\bimport\s*\(/m

module.exports = {
  process(source, file) {
    if (!isModuleSyntax.test(source)) return { code: source }
    const { outputText } = ts.transpileModule(source, {
      fileName: file,
      compilerOptions: {
        module: ts.ModuleKind.CommonJS,
        target: ts.ScriptTarget.ES2022,
        allowJs: true,
        esModuleInterop: true
      }
    })
    return { code: outputText.replace(/\bimport\.meta\.url\b/g, 'require("node:url").pathToFileURL(__filename).href') }
  }
}
