import { builtinModules } from 'node:module'
import eslint from '@eslint/js'
import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'

// A fixture is what the tests of a room share; it is in no build.
const TESTS = ['**/*.test.ts', '**/{fixture,*-fixture}.ts']

// Functions of Math whose last bit differs between engines; + − × ÷ and Math.sqrt are exact everywhere.
const INEXACT_MATH =
  'acos acosh asin asinh atan atan2 atanh cbrt cos cosh exp expm1 hypot log log10 log1p log2 pow sin sinh tan tanh'.split(
    ' ',
  )

const EXACT_MATH = INEXACT_MATH.map((property) => ({
  object: 'Math',
  property,
  message: 'It differs in the last bit between engines; take it from math/index.ts.',
}))

// What would tie the model to a host, a clock or a locale.
const AMBIENT_GLOBALS =
  'Buffer Intl XMLHttpRequest WebSocket __dirname __filename alert clearImmediate clearInterval clearTimeout console crypto document exports fetch global globalThis localStorage location module navigator performance postMessage process queueMicrotask require self sessionStorage setImmediate setInterval setTimeout window'.split(
    ' ',
  )

const NAMED_EXPORTS = { selector: 'ExportDefaultDeclaration', message: 'Export by name.' }

const PURE_MODEL = [
  NAMED_EXPORTS,
  {
    selector: ":matches(BinaryExpression[operator='**'], AssignmentExpression[operator='**='])",
    message: 'x ** y differs in the last bit between engines: multiply, or use pow from math/.',
  },
  {
    selector: ":not(MemberExpression) > Identifier[name='Math']:not(.key)",
    message: 'Use Math only as Math.sqrt and the like, so that the ban on its inexact functions holds.',
  },
  {
    selector: "MemberExpression[computed=true][object.name='Math'] > :not(Literal).property",
    message: 'Use Math only as Math.sqrt and the like, so that the ban on its inexact functions holds.',
  },
  {
    selector: ":matches(NewExpression, CallExpression)[callee.name='Date']",
    message: 'The model has no clock; instants are an Epoch and seconds since it.',
  },
  {
    selector: 'CallExpression > MemberExpression.callee[property.name=/^(toLocale\\w*|localeCompare)$/]',
    message: 'The result depends on the host’s locale data; compare code units instead.',
  },
]

const WHOLE_TESTS = [
  {
    selector: 'MemberExpression[property.name=/^(only|skip|todo)$/]',
    message: 'Every test runs: no .only, .skip or .todo.',
  },
  {
    selector: 'CallExpression > ObjectExpression > Property[key.name=/^(only|skip|todo)$/]',
    message: 'Every test runs: no only, skip or todo option.',
  },
  {
    selector: 'CallExpression[callee.name=/^(fit|fdescribe|xit|xtest|xdescribe)$/]',
    message: 'Every test runs.',
  },
  {
    selector: 'MemberExpression[property.name=/^(toBeTruthy|toBeDefined)$/]',
    message: 'This accepts nearly everything; compare with the expected value.',
  },
]

export default defineConfig(
  globalIgnores(['**/dist/', '**/coverage/', '**/generated/', '.cache/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  {
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', { max: 400 }],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'], location: 'anywhere' }],
      // Published constants keep their printed digits.
      'no-loss-of-precision': 'off',
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {
      globals: {
        ...Object.fromEntries(
          'AbortController Buffer URL clearTimeout console performance process setTimeout'
            .split(' ')
            .map((name) => [name, 'readonly']),
        ),
        module: 'writable',
      },
    },
  },
  {
    // What it hands to the browser runs there.
    files: ['packages/web/bench.mjs'],
    languageOptions: {
      globals: { window: 'readonly', document: 'readonly', HTMLInputElement: 'readonly', Event: 'readonly' },
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['tsconfig.check.json', 'packages/web/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-deprecated': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^\\.\\.?/.*\\.js$', message: 'Import the TypeScript file: ./x.ts.' }] },
      ],
    },
  },
  {
    files: ['packages/*/src/**/*.{ts,tsx}'],
    rules: { 'no-restricted-syntax': ['error', NAMED_EXPORTS] },
  },
  {
    files: ['packages/model/src/**/*.ts'],
    ignores: TESTS,
    rules: {
      'no-restricted-globals': [
        'error',
        ...AMBIENT_GLOBALS.map((name) => ({ name, message: 'The model has no I/O, no clock and no host.' })),
      ],
      'no-restricted-imports': [
        'error',
        {
          paths: builtinModules.map((name) => ({ name, message: 'The model runs in browsers too.' })),
          patterns: [
            { regex: '^node:', message: 'The model runs in browsers too.' },
            { regex: '^\\.\\.?/.*\\.js$', message: 'Import the TypeScript file: ./x.ts.' },
          ],
        },
      ],
      'no-restricted-properties': [
        'error',
        ...EXACT_MATH,
        { object: 'Math', property: 'random', message: 'Draw from a Stream of math/.' },
        { object: 'Date', property: 'now', message: 'The model has no clock.' },
        {
          object: 'Date',
          property: 'parse',
          message: 'Its result depends on the engine; use parseUtc of earth/.',
        },
      ],
      'no-restricted-syntax': ['error', ...PURE_MODEL],
    },
  },
  {
    // What tests start from is the same in every engine too.
    files: ['packages/model/src/**/{fixture,*-fixture}.ts'],
    rules: { 'no-restricted-properties': ['error', ...EXACT_MATH] },
  },
  {
    files: TESTS,
    rules: {
      'no-restricted-syntax': ['error', ...WHOLE_TESTS],
      // `await expect(…)` and spied methods are how vitest is used.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
)
