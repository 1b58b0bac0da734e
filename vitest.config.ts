import { fileURLToPath } from 'node:url'
import { configDefaults, defineConfig } from 'vitest/config'

const model = fileURLToPath(new URL('./packages/model/src/', import.meta.url))
const workers = fileURLToPath(new URL('./packages/workers/src/', import.meta.url))
const server = fileURLToPath(new URL('./packages/server/src/index.ts', import.meta.url))
const validation = fileURLToPath(new URL('./validation/src/index.ts', import.meta.url))

/** Tests run the sources: what the package's exports map to built files, mapped to the files they come from. */
export const alias = [
  { find: /^@opendome\/model$/, replacement: `${model}index.ts` },
  { find: /^@opendome\/model\/areas$/, replacement: `${model}generated/areas.ts` },
  { find: /^@opendome\/model\/nations$/, replacement: `${model}generated/nations.ts` },
  { find: /^@opendome\/model\/([^/]+)$/, replacement: `${model}$1/index.ts` },
  { find: /^@opendome\/workers$/, replacement: `${workers}index.ts` },
  { find: /^@opendome\/workers\/([^/]+)$/, replacement: `${workers}$1/index.ts` },
  { find: /^@opendome\/server$/, replacement: server },
  { find: /^@opendome\/validation$/, replacement: validation },
]

// Two projects: `unit` runs the sources, `e2e` (*.e2e.test.ts) runs the command as built. Tests of minutes
// (*.long.test.ts) have a configuration of their own.
export default defineConfig({
  resolve: { alias },
  test: {
    // Against tests that hang; a busy machine takes several times what a quiet one does.
    testTimeout: 180_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.ts', 'validation/**/*.test.ts', 'bench/**/*.test.ts'],
          exclude: [...configDefaults.exclude, '**/dist/**', '**/*.{e2e,long}.test.ts'],
          // One process a core keeps its modules from file to file: what takes longest otherwise is to load the model anew.
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: 'e2e', include: ['packages/*/src/**/*.e2e.test.ts'] },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['packages/*/src/**/*.ts'],
      exclude: ['**/*.test.ts', '**/{fixture,*-fixture}.ts', '**/generated/**', '**/index.ts'],
      reporter: ['text-summary'],
    },
  },
})
