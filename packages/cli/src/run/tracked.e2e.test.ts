import { describe, expect, it } from 'vitest'
import type { RunDocument } from '@opendome/model/answer'
import { inFolder, shapeOf } from '../testing/command.ts'
import { opendome } from '../testing/commands.ts'

const WATCHED = `opendome: 1
from: first-flight
sensors: [{ id: leo, sensor: cbo-2026-tracking-leo }, { id: meo, sensor: cbo-2026-tracking-meo }]
run: { runs: 3 }
`
const SPREAD = { count: 'number', mean: 'number', p05: 'number', p50: 'number', p95: 'number' }
const TIMES = { share: 'number', ...SPREAD }

describe('run of a scenario with sensors', () => {
  it('says when missiles were seen and tracked and how far the aim was off, spread and one by one', async () => {
    await inFolder({ 'watched.yaml': WATCHED }, async (cwd) => {
      const { code, out } = await opendome(['run', 'watched.yaml', '--no-range', '--json'], { cwd })
      expect(code).toBe(0)
      const { tracking, limits } = JSON.parse(out) as RunDocument
      expect(shapeOf(tracking)).toEqual({
        seen_s: TIMES,
        tracked_s: TIMES,
        solution_s: TIMES,
        error_at_release_km: SPREAD,
        error_at_handover_km: SPREAD,
        divert_km_s: SPREAD,
        by_missile: [
          {
            missile: 'string',
            seen_s: 'number',
            tracked_s: 'number',
            solution_s: 'number',
            release_s: 'number',
            shots: [
              {
                layer: 'string',
                error_at_release_km: 'number',
                error_at_handover_km: 'number',
                divert_km_s: 'number',
              },
            ],
          },
        ],
      })
      const [first] = tracking!.by_missile
      expect(first!.seen_s!).toBeLessThan(first!.tracked_s!)
      expect(first!.tracked_s!).toBeLessThanOrEqual(first!.solution_s!)
      expect(first!.solution_s!).toBeLessThanOrEqual(first!.release_s!)
      expect(limits).toContainEqual(
        expect.stringMatching(/^Sensor leo: its field of regard of 120\.0° .*gains nothing/),
      )

      const text = await opendome(['run', 'watched.yaml', '--no-range'], { cwd })
      expect(text.out).toMatch(/^Aim error at handover, km +[\d.]+ \([\d.]+ to [\d.]+\)$/m)
      expect(text.out).toMatch(/^The first run, missile by missile$/m)
      expect(text.out).toMatch(/^missile-1 +\d+ +\d+ +\d+ +\d+ +[\d.]+( \/ [\d.]+)* +[\d.]+/m)
    })
  })
})
