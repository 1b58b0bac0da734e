import { describe, it } from 'vitest'
import { expectHonest, expectSilent } from './midcourse.test.ts'

describe.each([
  ['solid', 0],
  ['liquid', 1],
] as const)('launches of %s missiles, moment by moment', (_name, which) => {
  it.each([-190, -150, -140, -130])('first seen %d s from the end of thrust are told honestly', (after) => {
    console.table(Object.fromEntries(expectHonest(which, after)))
  })

  it.each([-60, -20, 20, 120, 400])('first seen %d s from the end of thrust are not told', (after) => {
    console.table(Object.fromEntries(expectSilent(which, after)))
  })
})
