'use strict'
// The layers of src/: an import may only go down. `npm run layers` prints what breaks them.
const { exports: doors } = require('./package.json')

// folder or file of src/ -> what it may import besides itself
const BASE = ['errors', 'settings', 'signals']
const LAYERS = {
  errors: BASE,
  settings: BASE,
  signals: BASE,
  http: BASE,
  models: BASE,
  templates: BASE,
  middleware: [...BASE, 'http'],
  serializers: [...BASE, 'http', 'models'],
  routing: [...BASE, 'http', 'middleware', 'serializers'],
  controllers: [...BASE, 'http', 'models', 'templates', 'middleware', 'serializers', 'routing']
}
LAYERS.application = [...Object.keys(LAYERS)]
LAYERS.index = [...Object.keys(LAYERS)]

const oneOf = (names) => `(${names.join('|')})`
const inLayers = (names) => `^src/${oneOf(names)}(/|\\.tsx?$)`
const npm = (...names) => `(^|/)(node_modules/)?${oneOf(names)}(/|$)`
const CORE = inLayers(Object.keys(LAYERS))
const DOORS = [
  '^src/index\\.ts$',
  `^src/${oneOf(Object.keys(LAYERS))}/index\\.ts$`,
  '^src/models/(migrations|fixtures)/index\\.ts$'
]
const SOURCES_OF_DOORS = Object.values(doors)
  .map((door) => door.require?.default ?? door)
  .map((file) => file.replace('./dist/', '^src/').replace(/\.js$/, '\\.(ts|js)$'))

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycle',
      comment: 'Two files that import each other cannot be read one after the other; types count.',
      severity: 'error',
      from: {},
      to: { circular: true }
    },
    ...Object.entries(LAYERS).map(([layer, below]) => ({
      name: `layer-${layer}`,
      comment: `${layer} may import only ${below.join(', ')}.`,
      severity: 'error',
      from: { path: inLayers([layer]) },
      to: { path: '^src/', pathNot: inLayers([layer, ...below]) }
    })),
    {
      name: 'layer-unknown',
      comment: 'A new folder or file of src/ needs a line in the table of layers.',
      severity: 'error',
      from: { path: '^src/', pathNot: [CORE, '^src/(contrib|cli|testing)/'] },
      to: {}
    },
    {
      name: 'doors-are-for-outsiders',
      comment: 'Inside the layers import the defining file.',
      severity: 'error',
      from: { path: CORE },
      to: { path: ['^src/index\\.ts$', '^src/.+/index\\.ts$'] }
    },
    {
      name: 'outsiders-use-doors',
      comment:
        'contrib, cli and testing use what users use: src/index.ts and src/<layer>/index.ts.',
      severity: 'error',
      from: { path: '^src/(contrib/[^/]+|cli|testing)/' },
      to: { path: '^src/', pathNot: ['^src/$1/', '^src/contrib/', ...DOORS] }
    },
    {
      name: 'contrib-is-deletable',
      comment: 'Nothing outside contrib imports it.',
      severity: 'error',
      from: { path: '^src/(?!contrib/)' },
      to: { path: '^src/contrib/' }
    },
    {
      name: 'contrib-requires',
      comment: 'A plugin stands alone. One that has to import another gets a line of its own here.',
      severity: 'error',
      from: { path: '^src/contrib/([^/]+)/' },
      to: { path: '^src/contrib/', pathNot: ['^src/contrib/$1/'] }
    },
    {
      name: 'typeorm-in-models',
      comment: 'Only src/models knows TypeORM.',
      severity: 'error',
      from: { path: '^src/(?!models/)' },
      to: { path: npm('typeorm', 'sqlite3', 'better-sqlite3', 'pg', 'mysql2') }
    },
    {
      name: 'fastify-in-application',
      comment: 'Only src/application starts Fastify; its types are free.',
      severity: 'error',
      from: { path: '^src/(?!application/|testing/)' },
      to: { path: npm('fastify'), dependencyTypesNot: ['type-only'] }
    },
    {
      name: 'ajv-in-serializers',
      comment: 'Only src/serializers validates.',
      severity: 'error',
      from: { path: '^src/(?!serializers/)' },
      to: { path: npm('ajv', 'ajv-formats', 'fast-json-stringify') }
    },
    {
      name: 'sample-app-is-a-user',
      comment: 'The sample application imports `nuages`, its doors and itself.',
      severity: 'error',
      from: { path: '^sample-app/' },
      to: {
        pathNot: ['^sample-app/', '^nuages(/|$)', ...DOORS, '^src/contrib/[^/]+/index\\.ts$'],
        dependencyTypesNot: ['core']
      }
    },
    {
      name: 'no-drawer',
      comment:
        'A folder named after nothing collects everything: put the file where its subject is.',
      severity: 'error',
      from: { path: '(^|/)(utils?|helpers?|common|core|types)/' },
      to: {}
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^nuages(/|$)' }
    },
    {
      name: 'no-development-dependency',
      comment: 'What src/ imports at run time is a dependency or a peer of the package.',
      severity: 'error',
      from: { path: '^src/' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['npm', 'npm-peer', 'npm-optional', 'type-only']
      }
    },
    {
      name: 'no-dead-file',
      comment: 'No door leads here: delete the file, or import it.',
      severity: 'error',
      from: { path: SOURCES_OF_DOORS },
      to: { path: '^src/', pathNot: SOURCES_OF_DOORS, reachable: false }
    }
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(sample-app|bench)/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    exoticRequireStrings: ['require.resolve'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['require', 'types', 'default']
    }
  }
}
