import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { inFolder, opendome } from '../testing/command.ts'

const SWEEP = `opendome_study: 1
name: A sweep
scenario: first-flight
outputs: [leaked, shots]
sampling: { runs: 60 }
sweep:
  method: grid
  axes:
    - { id: wait, name: decision time, path: command.decision_time_s, range: [0, 120], steps: 3 }
    - { id: speed, name: fly-out speed, path: interceptors.sbi.vehicle.delta_v_km_s, values: [4, 8] }
`

describe('opendome study of a sweep', () => {
  it('names where the output is least and most, lists the points and maps them', async () => {
    await inFolder({ 'sweep.yaml': SWEEP }, async (cwd) => {
      const { code, out, err } = await opendome(['study', 'sweep.yaml', '--picture', 'map.svg'], { cwd })
      expect(err).toMatch(/^written: map\.svg\n360 runs computed, 0 runs found/)
      expect(code).toBe(0)
      expect(out).toMatch(
        /\nleaked: from [\d.]+ \(.*\) at decision time 0 s, fly-out speed\s4\s?km\/s, to\s1\.000/,
      )
      expect(out).toMatch(/^ +120 +4 +60 +1\.000 \(/m)
      const svg = readFileSync(join(cwd, 'map.svg'), 'utf8')
      expect(svg).toContain('leaked: mean at each fly-out speed and decision time.')
      expect(svg.match(/<rect [^>]*fill="rgb/g)).toHaveLength(6)
      const { out: rows } = await opendome(
        [
          'results',
          'query',
          'SELECT "command.decision_time_s", count(*) FROM runs JOIN points USING (study, point) GROUP BY 1 ORDER BY 1',
          '--csv',
        ],
        { cwd },
      )
      expect(rows).toBe('command.decision_time_s,count_star()\n0,120\n60,120\n120,120\n')
    })
  })
})
