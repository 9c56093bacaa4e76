import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

interface Violation {
  readonly from: string
  readonly rule: { readonly name: string }
}

const root = resolve(__dirname, '../..')
let tree: string
let violations: readonly Violation[]

const forbidden: readonly [file: string, source: string, rule: string][] = [
  ['src/errors.ts', `import './http/response'`, 'layer-errors'],
  ['src/http/one.ts', `import '../models/model'`, 'layer-http'],
  ['src/models/two.ts', `import '../templates/template'`, 'layer-models'],
  ['src/templates/three.ts', `import '../http/response'`, 'layer-templates'],
  ['src/middleware/four.ts', `import '../models/model'`, 'layer-middleware'],
  ['src/serializers/five.ts', `import '../routing/scanner'`, 'layer-serializers'],
  ['src/routing/six.ts', `import type { Model } from '../models/model'`, 'layer-routing'],
  ['src/controllers/seven.ts', `import '../application/application'`, 'layer-controllers'],
  ['src/application/eight.ts', `import '../testing/client'`, 'layer-application'],
  ['src/somewhere/nine.ts', `import '../errors'`, 'layer-unknown'],
  ['src/routing/ten.ts', `import '../http/index'`, 'doors-are-for-outsiders'],
  ['src/testing/eleven.ts', `import '../http/response'`, 'outsiders-use-doors'],
  ['src/cli/twelve.ts', `import '../contrib/auth/index'`, 'contrib-is-deletable'],
  ['src/contrib/auth/user.ts', `import '../sessions/index'`, 'contrib-requires'],
  ['src/http/typeorm.ts', `import type { DataSource } from 'typeorm'`, 'typeorm-in-models'],
  ['src/routing/fastify.ts', `import { fastify } from 'fastify'`, 'fastify-in-application'],
  ['src/http/ajv.ts', `import { Ajv } from 'ajv'`, 'ajv-in-serializers'],
  ['src/http/jest.ts', `import 'autocannon'`, 'no-development-dependency'],
  ['src/http/gone.ts', `import './nowhere'`, 'no-unresolvable'],
  ['src/http/utils/text.ts', `import '../response'`, 'no-drawer'],
  ['src/http/egg.ts', `import type { Hen } from './hen'\nexport type Egg = Hen`, 'no-cycle'],
  ['src/http/unused.ts', `export const unused = 1`, 'no-dead-file'],
  ['sample-app/deep.ts', `import '../src/http/response'`, 'sample-app-is-a-user'],
  ['sample-app/orm.ts', `import 'typeorm'`, 'sample-app-is-a-user']
]

const allowed: readonly [file: string, source: string][] = [
  ['src/index.ts', `import './application/application'`],
  ['src/http/index.ts', `import './response'`],
  ['src/http/response.ts', `import '../errors'\nimport type { FastifyReply } from 'fastify'`],
  ['src/http/hen.ts', `import type { Egg } from './egg'\nexport type Hen = Egg`],
  ['src/models/model.ts', `import 'typeorm'\nexport class Model {}`],
  ['src/templates/template.ts', `import 'node:fs'`],
  ['src/routing/scanner.ts', `import '../middleware/four'`],
  ['src/serializers/validator.ts', `import { Ajv } from 'ajv'\nimport '../models/model'`],
  ['src/application/application.ts', `import { fastify } from 'fastify'\nimport '../models/model'`],
  ['src/testing/client.ts', `import '../index'\nimport '../http/index'`],
  ['src/contrib/sessions/index.ts', `import '../../index'\nimport './store'`],
  ['src/contrib/sessions/store.ts', `import '../../http/index'`],
  ['src/contrib/auth/index.ts', `import './user'`],
  [
    'sample-app/main.ts',
    `import 'nuages'\nimport 'nuages/sessions'\nimport './deep'\nimport 'node:path'`
  ]
]

beforeAll(() => {
  // below the repository, so that `fastify` and `typeorm` resolve as they do for src/
  mkdirSync(join(root, '.cache'), { recursive: true })
  tree = mkdtempSync(join(root, '.cache/layers-'))
  for (const file of ['package.json', 'tsconfig.json']) cpSync(join(root, file), join(tree, file))
  for (const [file, source] of [...forbidden, ...allowed]) {
    mkdirSync(dirname(join(tree, file)), { recursive: true })
    writeFileSync(join(tree, file), `${source}\n`)
  }
  violations = cruise()
})

afterAll(() => rmSync(tree, { recursive: true, force: true }))

function cruise(): readonly Violation[] {
  const bin = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const config = join(root, '.dependency-cruiser.js')
  const args = [bin, '--config', config, '--output-type', 'json', 'src', 'sample-app']
  const output = execFileSync(process.execPath, args, { cwd: tree, encoding: 'utf8' })
  const report = JSON.parse(output) as { summary: { violations: Violation[] } }
  return report.summary.violations
}

const rulesOf = (file: string) =>
  violations.filter(({ from }) => from === file).map(({ rule }) => rule.name)

it.each(forbidden)('%s with %j breaks %s', (file, _source, rule) =>
  expect(rulesOf(file)).toContain(rule)
)

it.each(allowed)('%s may hold %j', (file) =>
  expect(rulesOf(file).filter((rule) => rule !== 'no-dead-file')).toEqual([])
)

it('has a rule in this table for every rule of the configuration', () => {
  const { forbidden: rules } = jest.requireActual<{ forbidden: { name: string }[] }>(
    '../../.dependency-cruiser.js'
  )
  const tried = new Set([
    ...forbidden.map(([, , rule]) => rule),
    'layer-settings',
    'layer-signals',
    'layer-index'
  ])
  expect(rules.map(({ name }) => name).filter((name) => !tried.has(name))).toEqual([])
})
