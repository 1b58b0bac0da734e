import { describe, expect, it } from 'vitest'
import { acos, asin, norm3 } from '../math/index.ts'
import { Shell, type ShellDefinition } from '../orbit/index.ts'
import { mapLayer } from './availability.ts'
import { boostWindow, DEG, FLY_OUT, WINDOW } from './fixture.ts'
import { inReachAt, meanInReach } from './in-reach.ts'
import { meanInCap } from './inclined-density.ts'
import { reachAtDeadline } from './launch.ts'
import { inReachOverTime } from './over-time.ts'
import { TwoPhaseCount } from './two-phase.ts'

const DAY = 86_164
const SHELLS: [string, ShellDefinition][] = [
  ['near-polar', { altitude: 400e3, inclination: 86 * DEG, planes: 30, perPlane: 40, phasing: 1 }],
  [
    'inclined near the latitude',
    { altitude: 300e3, inclination: 45 * DEG, planes: 24, perPlane: 24, phasing: 5 },
  ],
  ['star', { altitude: 500e3, inclination: 80 * DEG, planes: 9, perPlane: 30, phasing: 2, pattern: 'star' }],
  ['phasing not whole', { altitude: 400e3, inclination: 50 * DEG, planes: 10, perPlane: 31, phasing: 2.5 }],
]

describe('a shell over its two phases', () => {
  it.each(SHELLS)('agrees with a long time average: %s', (_, definition) => {
    const shell = new Shell(definition)
    const mapped = mapLayer({ shell, window: WINDOW, flyOut: FLY_OUT })
    const phases = new TwoPhaseCount(shell, mapped.map).statistics()
    const time = inReachOverTime([mapped], 0, 80 * DAY, 0)
    expect(Math.abs(phases.mean - meanInReach(mapped))).toBeLessThan(1e-3 * phases.mean)
    expect(phases.distribution.reduce((sum, x) => sum + x, 0)).toBeCloseTo(1, 9)
    time.distribution.forEach((share, k) =>
      expect(Math.abs(share - (phases.distribution[k] ?? 0))).toBeLessThan(0.006),
    )
    expect(time.min).toBeGreaterThanOrEqual(phases.min)
    expect(phases.p05).toBe(time.p05)
  })

  it('finds a minimum that no grid of phases undercuts, and that holds at the phases it names', () => {
    let strict = 0
    for (let n = 0; n < 16; n++) {
      const shell = {
        altitude: 300e3 + 9e3 * n,
        inclination: (44 + n / 2) * DEG,
        planes: 37 + n,
        perPlane: 43 - n,
        phasing: 3 + (n % 5),
      }
      const { map } = mapLayer({ shell: new Shell(shell), window: WINDOW, flyOut: FLY_OUT })
      const count = new TwoPhaseCount(new Shell(shell), map)
      const found = count.minimum()
      const at = (node: number, phase: number): number =>
        inReachAt({ shell: new Shell({ ...shell, raan0: node, anomaly0: phase }), map, weight: 1 }, 0, 0)
      const least = (n: number): number => {
        let low = Infinity
        for (let i = 0; i < n; i++)
          for (let k = 0; k < n; k++) {
            const node = (((i + 0.5) / n) * 2 * Math.PI) / shell.planes
            low = Math.min(low, at(node, (((k + 0.5) / n) * 2 * Math.PI) / shell.perPlane))
          }
        return low
      }
      expect(found.min).toBeLessThanOrEqual(least(40))
      if (found.min < least(8)) strict++
      const { worstNode, worstInPlane } = count.statistics()
      expect(at(worstNode, worstInPlane)).toBe(found.min)
      expect(count.always(found.min)).toBe(true)
      expect(count.always(found.min + 1)).toBe(false)
    }
    // The search is of use: 64 phases miss some of the minima.
    expect(strict).toBeGreaterThan(0)
  })

  it('finds minima held for a millionth of the time, which 1,000 node phases miss', () => {
    let deeper = 0
    for (const [altitude, inclination] of [
      [300e3, 70],
      [450e3, 44],
      [400e3, 86],
    ] as const) {
      const motion = new Shell({
        altitude,
        inclination: inclination * DEG,
        planes: 1,
        perPlane: 1,
        phasing: 0,
      })
      const { map } = mapLayer({ shell: motion, window: WINDOW, flyOut: FLY_OUT })
      for (let k = 0; k < 100; k++) {
        const planes = 8 + ((k * 7) % 60)
        const design = {
          altitude,
          inclination: inclination * DEG,
          planes,
          perPlane: 10 + ((k * 13) % 70),
          phasing: (k * 5) % planes,
        }
        const count = new TwoPhaseCount(new Shell(design), map)
        const { min, node, inPlane } = count.minimum()
        const sampled = count.shares(1000).findIndex((share) => share > 0)
        expect(min).toBeLessThanOrEqual(sampled)
        if (min === sampled) continue
        deeper++
        const anomaly0 = (inPlane * 2 * Math.PI) / design.perPlane
        expect(
          inReachAt({ shell: new Shell({ ...design, raan0: node, anomaly0 }), map, weight: 1 }, 0, 0),
        ).toBe(min)
      }
    }
    expect(deeper).toBeGreaterThan(0)
  })

  it('has, for the deadline point alone, the mean of satellites in a spherical cap', () => {
    const cases: [number, number][] = [
      [41, 45],
      [41, 86],
      [10, 30],
      [60, 60],
      [-35, 98],
      [75, 82],
      [0, 5],
    ]
    for (const [latitude, inclination] of cases) {
      const window = boostWindow(latitude * DEG, 1, 0.5)
      const shell = new Shell({
        altitude: 400e3,
        inclination: inclination * DEG,
        planes: 10,
        perPlane: 100,
        phasing: 1,
      })
      const mapped = mapLayer({ shell, window, flyOut: FLY_OUT }, 'deadline')
      const last = window.r_ecef.subarray(-3)
      const r = norm3(last[0]!, last[1]!, last[2]!)
      const rho = reachAtDeadline(window, FLY_OUT)
      const cap = acos((shell.radius ** 2 + r * r - rho * rho) / (2 * shell.radius * r))
      const mean = meanInCap(shell.count, cap, asin(last[2]! / r), shell.inclination)
      // The density's quadrature is good to 1e-4 of the result.
      expect(Math.abs(meanInReach(mapped) / mean - 1)).toBeLessThan(2e-4)
    }
  })

  it('has the mean of random nodes and phases', () => {
    const shell = { altitude: 400e3, inclination: 43 * DEG, planes: 1, perPlane: 1, phasing: 0 }
    const mapped = mapLayer({ shell: new Shell(shell), window: WINDOW, flyOut: FLY_OUT })
    let state = 12345
    const random = (): number => (state = (state * 48271) % 2147483647) / 2147483647
    let sum = 0
    const draws = 100_000
    for (let k = 0; k < draws; k++) {
      const one = new Shell({ ...shell, raan0: 2 * Math.PI * random(), anomaly0: 2 * Math.PI * random() })
      sum += inReachAt({ ...mapped, shell: one }, 0, 0)
    }
    const mean = meanInReach(mapped)
    // Four standard errors.
    expect(Math.abs(sum / draws - mean)).toBeLessThan(4 * Math.sqrt(mean / draws))
  })
})
