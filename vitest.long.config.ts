import { defineConfig } from 'vitest/config'
import { alias } from './vitest.config.ts'

// `npm run test:long`: tests that take minutes (memory over many runs, large samples), run by hand.
export default defineConfig({
  resolve: { alias },
  test: { include: ['packages/*/src/**/*.long.test.ts'], testTimeout: 1_800_000, passWithNoTests: true },
})
