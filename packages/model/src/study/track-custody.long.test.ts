import { describe, expect, it } from 'vitest'
import { CATALOG, PRESETS } from '../generated/index.ts'
import { readScenario } from '../scenario/index.ts'
import { TrackStudy, prepare, trackReport } from './index.ts'

/** Moments of the satellites that are looked at. */
const RUNS = 5
/** From cloud break to a confirmed track, s: 2 s of latency, three updates a second apart, and 5 s until the velocity is clear, rounded up. */
const SOON = 15
/** A missile that has been tracked is followed to its impact but for that start: at most SOON of the 980 s of the shortest flight. */
const FOLLOWED = 0.98

describe('one missile from each launch region under the CBO 2026 tracking layer, cloud break to impact', () => {
  const study = new TrackStudy(prepare(readScenario(PRESETS['launch-regions']!)), RUNS)
  while (study.advance(1000));
  const report = trackReport(study)

  it('takes every launch region of the catalog once', () => {
    const regions = CATALOG.filter(
      (e) => e.kind === 'site' && (e.value as { role?: string }).role === 'launch',
    )
    expect(report.missiles.map((m) => m.threat)).toEqual(regions.map((e) => e.id).sort())
    expect(report.heads).toBe(108 + 27)
  })

  it('tracks each soon after it breaks the clouds, in every run', () => {
    for (const { missiles } of study.runs)
      missiles.forEach((followed, m) => {
        expect(followed.tracked! - study.missiles[m]!.cloudBreak!).toBeLessThan(SOON)
      })
  })

  it('follows each to its impact: no custody gap in any run', () => {
    expect(report.missiles.map((m) => [m.missile, m.custody.gaps, m.custody.ended])).toEqual(
      report.missiles.map((m) => [m.missile, 0, 0]),
    )
    for (const m of report.missiles) expect(m.custody.share).toBeGreaterThan(FOLLOWED)
  })

  it('counts gaps as the rows of the first run do', () => {
    study.samples.forEach(({ track, count }, m) => {
      const held = Array.from(track.subarray(0, count), (id) => id >= 0)
      const starts = held.filter((now, k) => !now && held[k - 1] === true).length
      expect(study.runs[0]!.missiles[m]!.custody.gaps).toHaveLength(starts)
    })
  })

  it('has two or more satellites on each nearly all the time: what a position needs', () => {
    for (const m of report.missiles) expect(m.heads_in_view!.share_two_or_more).toBeGreaterThan(0.9)
  })
})
