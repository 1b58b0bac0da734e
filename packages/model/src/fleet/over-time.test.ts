import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Shell, type ShellDefinition } from '../orbit/index.ts'
import { mapLayer } from './availability.ts'
import { ANY_CASE, boostWindow, DEG, FLY_OUT, WINDOW } from './fixture.ts'
import { withLosses, type MappedShell } from './holdings.ts'
import { inReachAt, meanInReach } from './in-reach.ts'
import { inReachOverTime } from './over-time.ts'

const DAY = 86_164
const POLAR: ShellDefinition = {
  altitude: 400e3,
  inclination: 86 * DEG,
  planes: 30,
  perPlane: 40,
  phasing: 1,
}
const INCLINED: ShellDefinition = {
  altitude: 300e3,
  inclination: 45 * DEG,
  planes: 24,
  perPlane: 24,
  phasing: 5,
}

const mappedOf = (definition: ShellDefinition, window = WINDOW): MappedShell =>
  mapLayer({ shell: new Shell(definition), window, flyOut: FLY_OUT })

/** Counts of the located stretches and of the count at a time, at n times; how many differ. */
function differing(shells: MappedShell[], from: number, to: number, n: number): number {
  const stretches: { from: number; to: number; count: number }[] = []
  inReachOverTime(shells, from, to, 0.7, (a, b, count) => stretches.push({ from: a, to: b, count }))
  let wrong = 0
  let s = 0
  for (let k = 0; k < n; k++) {
    const t = from + ((to - from) * (k + 0.5)) / n
    while (stretches[s]!.to < t) s++
    const here = stretches[s]!
    // Within the error of location of a change either count will do.
    if (t - here.from < 0.02 || here.to - t < 0.02) continue
    const count = shells.reduce((sum, m) => sum + inReachAt(m, t, 0.7), 0)
    if (count !== here.count) wrong++
  }
  return wrong
}

describe('in reach over time', () => {
  it.each([
    ['a near-polar shell', [POLAR], 41],
    ['a shell inclined near the launch latitude', [INCLINED], 41],
    [
      'a shell whose planes graze the latitude',
      [{ ...INCLINED, inclination: 42 * DEG, altitude: 320e3 }],
      41,
    ],
    ['a launch near the pole', [{ ...POLAR, inclination: 88 * DEG }], 86],
    ['an equatorial launch of an equatorial shell', [{ ...INCLINED, inclination: 1 * DEG }], 0.5],
    ['a star pattern of one plane', [{ ...POLAR, planes: 1, pattern: 'star' as const }], -41],
    ['two shells together', [POLAR, INCLINED], 41],
  ])('locates every entry and exit: %s', (_, definitions, latitude) => {
    const window = boostWindow(latitude * DEG, 2, 0.4)
    const shells = definitions.map((d) => mappedOf(d, window))
    expect(differing(shells, -5000, 60_000, 4000)).toBe(0)
  })

  it('locates every entry and exit in 300 random shells, whole or not', () => {
    let events = 0
    fc.assert(
      fc.property(ANY_CASE, (c) => {
        const window = boostWindow(c.latitude * DEG, c.longitude * DEG, c.azimuth * DEG, c.release)
        for (const p of c.patterns) {
          const shell = new Shell({ ...c, ...p })
          const dead = [...new Set((p.gone ?? []).map((n) => n % shell.count))]
          const mapped = mapLayer({ shell, window, flyOut: c, dead })
          expect(differing([mapped], p.liftoff, p.liftoff + 20_000, 300)).toBe(0)
          events += inReachOverTime([mapped], p.liftoff, p.liftoff + 20_000, 0.7).events
        }
      }),
      { numRuns: 60, seed: 5, endOnFailure: true },
    )
    expect(events).toBeGreaterThan(500)
  })

  it('finds a minimum that no sample undercuts, and that holds at the worst time', () => {
    const mapped = mappedOf(INCLINED)
    const found = inReachOverTime([mapped], 0, DAY, 0.7)
    for (let t = 0; t < DAY; t += 7) expect(inReachAt(mapped, t, 0.7)).toBeGreaterThanOrEqual(found.min)
    let atMinimum = 0
    for (let k = 1; k < 40; k++)
      if (inReachAt(mapped, found.worstT + k * 1e-3, 0.7) === found.min) atMinimum++
    expect(atMinimum).toBeGreaterThan(0)
    // Earliest: nothing before it is as low.
    for (let t = 0.5; t < found.worstT - 0.02; t += 0.5)
      expect(inReachAt(mapped, t, 0.7)).toBeGreaterThan(found.min)
  })

  it('tends to the closed form of the mean', () => {
    for (const definition of [POLAR, INCLINED]) {
      const mapped = mappedOf(definition)
      const { mean, distribution } = inReachOverTime([mapped], 0, 60 * DAY, 0)
      expect(Math.abs(mean / meanInReach(mapped) - 1)).toBeLessThan(3e-4)
      expect(distribution.reduce((sum, x) => sum + x, 0)).toBeCloseTo(1, 9)
    }
  })

  it('gives the same whether a long window is worked at once or in two', () => {
    const mapped = mappedOf({ ...POLAR, planes: 5, perPlane: 8 })
    const [a, b] = [inReachOverTime([mapped], 0, DAY, 0), inReachOverTime([mapped], DAY, 2 * DAY, 0)]
    const both = inReachOverTime([mapped], 0, 2 * DAY, 0)
    expect(both.events).toBe(a.events + b.events)
    expect(both.mean).toBeCloseTo((a.mean + b.mean) / 2, 9)
    expect(both.min).toBe(Math.min(a.min, b.min))
  })

  it('leaves out dead satellites wherever they are, and some of several interceptors', () => {
    const full = { ...mappedOf(INCLINED), weight: 2 }
    const lost = new Map<number, number>()
    for (let index = 0; index < full.shell.count; index += 5) lost.set(index, 1 + (index % 2))
    const left = withLosses(full, lost)
    const gone = withLosses(
      full,
      new Map(Array.from({ length: full.shell.count }, (_, k) => [k, 2 - (lost.get(k) ?? 0)])),
    )
    expect(differing([left], 0, 30_000, 2000)).toBe(0)
    for (let t = 0; t < DAY; t += 391)
      expect(inReachAt(left, t, 0.7) + inReachAt(gone, t, 0.7)).toBe(inReachAt(full, t, 0.7))
  })

  it('keeps a shell whole when nothing is lost, one interceptor per entry', () => {
    const full = mappedOf(INCLINED)
    const listed = withLosses(full, new Map(Array.from({ length: full.shell.count }, (_, k) => [k, 0])))
    const [a, b] = [inReachOverTime([full], 0, DAY, 0), inReachOverTime([listed], 0, DAY, 0)]
    expect(b).toMatchObject({ min: a.min, p05: a.p05, events: a.events })
    expect(b.mean).toBeCloseTo(a.mean, 8)
  })

  it('refuses a window that is not positive and losses that are not there', () => {
    const mapped = mappedOf(POLAR)
    expect(() => inReachOverTime([mapped], 10, 10, 0)).toThrow(/invalid window 0 s: expected above 0/)
    expect(() => withLosses(mapped, new Map([[1200, 1]]))).toThrow(
      /invalid satellite 1200: expected 0 to 1199/,
    )
    expect(() => withLosses(mapped, new Map([[3, 2]]))).toThrow(
      /satellite 3 loses 2 interceptors: it holds 1/,
    )
  })
})
