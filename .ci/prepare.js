'use strict'
// What `npm start`, `npm test` and `npm run bench` call first, so that each works alone on a fresh clone.
// It runs before anything is installed: Node's own modules only.
const { execFileSync } = require('node:child_process')
const { existsSync, readdirSync, readFileSync, statSync, writeFileSync } = require('node:fs')
const { join, resolve } = require('node:path')

const root = resolve(__dirname, '..')

main(process.argv.slice(2))

/** Install and build what is missing or out of date: the package, then each project that is named. */
function main(projects) {
  // not `npm ci`: it refuses a lock file without optional packages that a registry does not have for other systems
  const install = ['install', '--no-save', '--no-audit', '--no-fund']
  if (!isInstalled()) run('npm', install, 'Installing dependencies')
  const sources = ['src', 'package.json', 'tsconfig.json', 'tsconfig.build.json', '.ci/build.js']
  // the doors are written last, so their age is the age of the whole build
  if (isStale('dist/index.mjs', sources)) run(process.execPath, ['.ci/build.js'], 'Building nuages')
  for (const project of projects) prepareProject(project)
}

function prepareProject(project) {
  if (!existsSync(join(root, project, 'tsconfig.json'))) {
    fail(`There is no ${project}/tsconfig.json, so ${project} cannot be built.`)
  }
  const stamp = join(project, 'dist/.built')
  if (!isStale(stamp, [project, 'dist'])) return
  run(process.execPath, ['.ci/build.js', project], `Building ${project}`)
  writeFileSync(join(root, stamp), '')
}

/** Whether node_modules holds what the lock file asks for: npm leaves a lock file of its own in there. */
function isInstalled() {
  const installed = join(root, 'node_modules/.package-lock.json')
  if (!existsSync(installed)) return false
  const found = JSON.parse(readFileSync(installed, 'utf8')).packages
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  return Object.entries(wanted).every(([path, { version, optional, peer }]) => {
    if (path === '') return true
    return path in found ? found[path].version === version : optional || peer
  })
}

function isStale(output, sources) {
  if (!existsSync(join(root, output))) return true
  const built = statSync(join(root, output)).mtimeMs
  return sources.some((source) => newest(join(root, source)) > built)
}

/** The latest change of a file below a path; what a running program writes there does not count. */
function newest(path) {
  const stat = statSync(path)
  if (!stat.isDirectory()) return /\.sqlite3/.test(path) ? 0 : stat.mtimeMs
  const inside = readdirSync(path).filter((name) => name !== 'node_modules' && name !== 'dist')
  return Math.max(0, ...inside.map((name) => newest(join(path, name))))
}

function run(command, args, title) {
  console.error(`${title} …`)
  try {
    execFileSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] })
  } catch {
    fail(`${title} failed: see above.`)
  }
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
