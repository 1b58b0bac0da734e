import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { inFolder, opendome } from '../testing/command.ts'

const HEAD =
  'opendome_study: 1\nname: Effects\nscenario: cbo-2026\noutputs: [interceptors]\nsampling: { runs: 1 }\n'
const EFFECTS = `${HEAD}sensitivity:
  samples: 16
  inputs:
    - { id: planes, name: planes, path: interceptors.sbi.shell.planes, range: [50, 100], whole: true }
    - { id: wait, name: decision time, path: command.decision_time_s, range: [0, 30] }
`
const FRONT = `${HEAD}front:
  variables:
    - { id: planes, name: planes, path: interceptors.sbi.shell.planes, values: [20, 40] }
    - { id: speed, name: speed, path: interceptors.sbi.vehicle.delta_v_km_s, values: [4, 8] }
  objectives: [{ output: interceptors }, { output: shots, goal: most }]
  constraints: [{ output: interceptors, at_most: 2000 }]
  population: 4
  generations: 1
`

describe('opendome study', () => {
  it('of effects names the input that moves the output, and its share of the variance', async () => {
    await inFolder({ 's.yaml': EFFECTS }, async (cwd) => {
      const { code, out } = await opendome(['study', 's.yaml', '--picture', 'p.svg'], { cwd })
      expect(code).toBe(0)
      const svg = readFileSync(join(cwd, 'p.svg'), 'utf8')
      expect(svg).toMatch(/interceptors: mean [\d,]+, standard deviation [\d,]+ over the inputs/)
      // Shares with others, and shares by itself.
      expect(svg.match(/aria-label="bar"/g)).toHaveLength(2)
      // The decision time does not change how many interceptors there are.
      expect(out).toMatch(
        /\ninterceptors: planes has a part in [\d.]+ % of the variance, [\d.]+ % by itself\./,
      )
      expect(out).toMatch(/^decision time +0\.00 +0\.00 to 0\.00 +0\.00 +0\.00 to 0\.00$/m)
    })
  })

  it('of a front lists the designs that keep the constraints', async () => {
    await inFolder({ 's.yaml': FRONT }, async (cwd) => {
      const { code, out } = await opendome(['study', 's.yaml', '--picture', 'p.svg'], { cwd })
      expect(code).toBe(0)
      const svg = readFileSync(join(cwd, 'p.svg'), 'utf8')
      expect(svg).toContain('>shots against interceptors</text>')
      // Two designs tried do not keep the constraint, two do, and these are the front.
      expect(svg.match(/<circle r="3"/g)).toHaveLength(4)
      expect(svg.match(/<circle r="4.5"/g)).toHaveLength(2)
      expect(svg).toMatch(/[12] designs of which none is better in everything .* of [1-4] that were tried/)
      expect(out).toMatch(
        /designs? of which none is better in everything: [1-4] designs tried in 2 of 2 generations\./,
      )
      expect(out).toContain('interceptors at most 2,000.')
      expect(out).not.toMatch(/^ +40 /m)
    })
  })
})
