// The order of rooms and the doors between them (ARCHITECTURE.md). A room imports only rooms to its left;
// rooms in one list do not import each other.
const ORDER = [
  ['core'],
  ['math'],
  ['earth'],
  ['orbit'],
  ['threat'],
  ['sense'],
  ['track'],
  ['engage'],
  ['command'],
  ['battle'],
  ['fleet', 'cost'],
  ['scenario'],
  ['study'],
  ['answer'],
]
const ROOMS = ORDER.flat()

const MODEL = '^packages/model/src/'
// Tests, and the fixtures that the tests of a room share.
const TEST = '([.]test|[/-]fixture)[.]ts$'
const DOORS = '(index|schema)[.]ts$'

const room = (...names) => `${MODEL}(${names.join('|')})/`

const orderOfRooms = ROOMS.map((name) => {
  const place = ORDER.findIndex((rooms) => rooms.includes(name))
  const closed = ORDER.slice(place).flat()
  return {
    name: `order-of-rooms-${name}`,
    comment: `${name} imports only rooms before it: ${ORDER.slice(0, place).flat().join(', ') || 'none'}.`,
    severity: 'error',
    from: { path: room(name) },
    to: { path: room(...closed), pathNot: room(name) },
  }
})

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...orderOfRooms,
    {
      name: 'generated-for-scenario-and-study',
      comment:
        'Rooms get the catalog handed in; only scenario, study, answer and the front door read it. Tests may.',
      severity: 'error',
      from: { path: `${MODEL}[^/]+/`, pathNot: [room('scenario', 'study', 'answer', 'generated'), TEST] },
      to: { path: room('generated') },
    },
    {
      name: 'known-rooms',
      comment: 'A new folder of the model gets its place in ORDER first.',
      severity: 'error',
      from: {},
      to: { path: `${MODEL}[^/]+/`, pathNot: room(...ROOMS, 'generated') },
    },
    {
      name: 'doors-of-rooms',
      comment: 'Another room is entered through its index.ts or schema.ts.',
      severity: 'error',
      from: { path: `${MODEL}([^/]+)/` },
      to: { path: `${MODEL}[^/]+/`, pathNot: [`${MODEL}$1/`, `${MODEL}[^/]+/${DOORS}`, room('generated')] },
    },
    {
      name: 'doors-of-rooms-from-front-door',
      comment: 'The front door of the package re-exports the front doors of the rooms.',
      severity: 'error',
      from: { path: `${MODEL}[^/]+$` },
      to: { path: `${MODEL}[^/]+/`, pathNot: [`${MODEL}[^/]+/${DOORS}`, room('generated')] },
    },
    {
      name: 'rooms-do-not-import-front-door',
      comment: 'The package’s index.ts stands in front of all rooms.',
      severity: 'error',
      from: { path: `${MODEL}[^/]+/` },
      to: { path: `${MODEL}[^/]+$` },
    },
    {
      name: 'schema-is-plain',
      comment: 'A schema.ts imports only zod, core and other schema.ts; the one of scenario has parts.',
      severity: 'error',
      from: { path: `${MODEL}[^/]+/schema[.]ts$` },
      to: {
        pathNot: [
          '(^|/)node_modules/zod/',
          room('core'),
          `${MODEL}[^/]+/schema[.]ts$`,
          `${MODEL}scenario/(bracket|partners)-schema[.]ts$`,
        ],
      },
    },
    {
      name: 'generated-is-plain',
      comment: 'Generated modules are data; they import only core and each other.',
      severity: 'error',
      from: { path: room('generated'), pathNot: TEST },
      to: { pathNot: room('core', 'generated') },
    },
    {
      name: 'model-has-no-host',
      comment: 'The model runs the same in Node, in a worker and in a browser.',
      severity: 'error',
      from: { path: MODEL, pathNot: TEST },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'model-knows-no-other-package',
      comment: 'The model stands below every other package.',
      severity: 'error',
      from: { path: MODEL },
      to: { path: '^(packages/(?!model/)|validation/|bench/|scripts/)' },
    },
    {
      name: 'packages-use-front-doors',
      comment:
        'Another package imports @opendome/model or a subpath of it, never a file of its sources or build.',
      severity: 'error',
      from: { path: '^(packages|validation|bench)/', pathNot: '^packages/model/' },
      to: { path: '^packages/model/', dependencyTypesNot: ['aliased', 'npm'] },
    },
    {
      name: 'packages-do-not-enter-each-other',
      comment: 'Packages import each other by name.',
      severity: 'error',
      from: { path: '^packages/([^/]+)/' },
      to: { path: '^packages/', pathNot: '^packages/$1/', dependencyTypesNot: ['aliased', 'npm'] },
    },
    {
      name: 'no-test-in-program',
      comment: 'A program does not import a test.',
      severity: 'error',
      from: { pathNot: TEST },
      to: { path: TEST },
    },
    {
      name: 'no-circles',
      comment: 'Two files that need each other are one file, or lack a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'The import leads to no file or installed package.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'declared',
      comment: 'The package is not named in a package.json of this repository.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-dev-dependency-in-program',
      comment: 'What a program imports is a dependency of its package, not a devDependency of the workspace.',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: [TEST, '/src/testing/'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm', 'type-only'] },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.check.json' },
    // Types count: an import that the compiler erases still binds one room to another.
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    doNotFollow: { path: '(^|/)(node_modules|dist)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
}
