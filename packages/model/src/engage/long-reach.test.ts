import { describe, expect, it } from 'vitest'
import { toInternal } from '../core/index.ts'
import { EARTH_RATE, G0, WGS84_A, eciFromEcef } from '../earth/index.ts'
import { CATALOG } from '../generated/catalog.ts'
import { Stream } from '../math/index.ts'
import { Shell } from '../orbit/index.ts'
import { solveFlight, stateAt } from '../threat/index.ts'
import { vehicleSchema } from '../threat/schema.ts'
import { LongReachFinder, ReachFinder, lambertReach, windowOf, type InReach } from './index.ts'
import { tidalStretch } from './long-reach.ts'

const DEG = Math.PI / 180
const { trajectory } = solveFlight({
  vehicle: toInternal(vehicleSchema.parse(CATALOG.find((e) => e.id === 'icbm-solid-generic')!.value)),
  launch: { lat: 40 * DEG, lon: 0 },
  aim: { lat: 42 * DEG, lon: 130 * DEG },
})
const ABOVE = 100_000
const STEP = 2

interface Case {
  readonly shell: Shell
  readonly flyOut: { readonly deltaV: number; readonly acceleration: number }
  readonly release: number
  readonly until: number
  readonly angle: number
}

const rCarrier = new Float64Array(3)
const vCarrier = new Float64Array(3)
const target = new Float64Array(3)

function reaches({ shell, flyOut, release, angle }: Case, satellite: number, t: number): boolean {
  shell.position(release, satellite, rCarrier)
  shell.velocity(release, satellite, vCarrier)
  stateAt(trajectory, t, target)
  eciFromEcef(angle + EARTH_RATE * t, target, target)
  return lambertReach(flyOut, rCarrier, vCarrier, target, t - release)
}

/** The second way: every satellite asked every other second by `lambertReach` itself. */
function bruteForce(one: Case): Map<number, number> {
  const first = new Map<number, number>()
  for (let i = 0; i < one.shell.count; i++)
    for (let t = one.release + 250; t <= one.until; t += STEP)
      if (reaches(one, i, t)) {
        first.set(i, t)
        break
      }
  return first
}

function found({ shell, flyOut, release, until, angle }: Case): InReach[] {
  const window = { release, from: release + 250, until, longest: 1000, minAltitude: ABOVE }
  return new LongReachFinder(shell).find(trajectory, flyOut, window, 0, angle)
}

describe('reach of long fly-outs', () => {
  const stream = new Stream(5, 0, 'long-reach', 0)
  const between = (low: number, high: number): number => low + (high - low) * stream.uniform()
  const cases = Array.from({ length: 20 }, (): Case => {
    const release = between(250, 700)
    return {
      shell: new Shell({
        altitude: between(300e3, 2000e3),
        inclination: between(0.6, 2.4),
        planes: 3 + Math.floor(between(0, 6)),
        perPlane: 10 + Math.floor(between(0, 8)),
        phasing: 1,
        raan0: between(0, 6),
      }),
      flyOut: { deltaV: between(2000, 7000), acceleration: between(5, 20) * G0 },
      release,
      until: release + between(300, 1000),
      angle: between(0, 6),
    }
  })

  it('is what lambertReach says of every satellite, asked every other second', () => {
    let count = 0
    let fromTheStart = 0
    for (const one of cases) {
      const mine = new Map(found(one).map(({ satellite, intercept }) => [satellite, intercept]))
      const theirs = bruteForce(one)
      for (const [satellite, first] of theirs) {
        const intercept = mine.get(satellite) ?? Infinity
        expect(intercept, `satellite ${satellite}`).toBeLessThanOrEqual(first)
        // 0.1 m/s may be missing: 0.25 s at the rates at which need falls here, but where it only just touches.
        if (intercept < first - STEP) expect(reaches(one, satellite, intercept + 0.25)).toBe(true)
        if (first === one.release + 250) fromTheStart++
      }
      // What the second way does not know is in reach for less than its step.
      for (const [satellite, intercept] of mine)
        if (!theirs.has(satellite))
          expect([0, 0.01, 0.1, 0.25].some((later) => reaches(one, satellite, intercept + later))).toBe(true)
      count += theirs.size
    }
    expect(count).toBeGreaterThan(60)
    expect(count - fromTheStart).toBeGreaterThan(30)
  })

  it('comes in order of intercept, and asks only whom it may', () => {
    const one = cases.find((c) => found(c).length > 4)!
    const all = found(one)
    expect(all).toEqual([...all].sort((a, b) => a.intercept - b.intercept || a.satellite - b.satellite))
    const window = {
      release: one.release,
      from: one.release + 250,
      until: one.until,
      longest: 1000,
      minAltitude: ABOVE,
    }
    const odd = new LongReachFinder(one.shell).find(
      trajectory,
      one.flyOut,
      window,
      0,
      one.angle,
      (satellite) => satellite % 2 === 1,
    )
    expect(odd).toEqual(all.filter(({ satellite }) => satellite % 2 === 1))
  })

  it('goes on where the shortcut ends: at 250 s both name nearly the same satellites', () => {
    let [both, either] = [0, 0]
    for (const thin of cases.slice(0, 8)) {
      const shell = new Shell({
        altitude: thin.shell.radius - WGS84_A,
        inclination: 1,
        planes: 100,
        perPlane: 60,
        phasing: 1,
      })
      const one = { ...thin, shell }
      const last = one.release + 250
      const window = windowOf(trajectory, last - 1, last, ABOVE)!
      const short = new ReachFinder(one.shell)
        .find({ ...window, release: one.release }, one.flyOut, 0, one.angle)
        .map((s) => s.satellite)
      const long = found({ ...one, until: last + 1 }).map((s) => s.satellite)
      both += short.filter((s) => long.includes(s)).length
      either += new Set([...short, ...long]).size
    }
    expect(either).toBeGreaterThan(100)
    expect(both).toBeGreaterThan(0.9 * either)
  })

  it('lets gravity stretch a fly-out by sinh(kt)/(kt)', () => {
    expect(tidalStretch(0)).toBe(1)
    expect(tidalStretch(250)).toBeCloseTo(1.0311, 4)
    expect(tidalStretch(900)).toBeCloseTo(Math.sinh(1.5485) / 1.5485, 3)
    // The root of the largest gradient at 80 km is 1/581 s.
    expect(tidalStretch(581.2)).toBeCloseTo(Math.sinh(1), 3)
  })
})
