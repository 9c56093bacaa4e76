'use strict'
// `build.js`: dist/ by tsc as CommonJS, then a thin ES module for every door of package.json's `exports`.
// `build.js sample-app`: sample-app/dist by tsc.
const { execFileSync } = require('node:child_process')
const { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } = require('node:fs')
const { join, resolve } = require('node:path')

const root = resolve(__dirname, '..')

main(process.argv[2])

function main(project) {
  // built aside and swapped in: a failed build leaves the last good one, and what runs keeps its files
  const target = join(root, `.cache/build-${process.pid}`)
  mkdirSync(target, { recursive: true })
  try {
    compile(project ?? 'tsconfig.build.json', target)
    if (project === undefined) for (const door of doors()) writeDoor(join(target, door))
    swap(target, join(root, project ?? '', 'dist'))
  } catch (error) {
    // tsc has said what is wrong
    if (error.status === undefined) console.error(error)
    process.exitCode = 1
  } finally {
    rmSync(target, { recursive: true, force: true })
  }
}

function compile(project, target) {
  const tsc = require.resolve('typescript/bin/tsc')
  execFileSync(process.execPath, [tsc, '-p', project, '--outDir', target], {
    cwd: root,
    stdio: 'inherit'
  })
}

/** The CommonJS file of each door that has an `import` side, relative to dist/. */
function doors() {
  const { exports } = require('../package.json')
  return Object.values(exports)
    .filter((door) => door.import !== undefined)
    .map((door) => door.require.default.replace('./dist/', ''))
}

/** One copy of everything: the ES module takes the names of the CommonJS file, and adds nothing. */
function writeDoor(file) {
  const names = Object.keys(require(file)).filter((name) => name !== 'default')
  const from = `./${file.split('/').pop()}`
  writeFileSync(
    file.replace(/\.js$/, '.mjs'),
    `import door from '${from}'\nexport const {\n  ${names.join(',\n  ')}\n} = door\n`
  )
  writeFileSync(file.replace(/\.js$/, '.d.mts'), `export * from '${from}'\n`)
}

function swap(fresh, target) {
  const old = `${fresh}-old`
  if (existsSync(target)) renameSync(target, old)
  renameSync(fresh, target)
  rmSync(old, { recursive: true, force: true })
}
