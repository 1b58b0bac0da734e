import { describe, expect, it } from 'vitest'
import { DEG, FLY_OUT, WINDOW } from './fixture.ts'
import { leastFleet, spacedSalvoFleet } from './index.ts'

const SALVO = 4
const SHOTS = 2
const start = leastFleet({
  launches: [{ id: 'one', window: WINDOW }],
  flyOut: FLY_OUT,
  need: SALVO * SHOTS,
  guarantee: 'always',
  altitudes: [300e3],
  inclinations: [50 * DEG],
  maxPlanes: 200,
  maxPerPlane: 200,
})
const spaced = (interval: number, guarantee: 'always' | { probability: number } = 'always') =>
  spacedSalvoFleet({
    design: start.design,
    window: WINDOW,
    flyOut: FLY_OUT,
    salvo: SALVO,
    interval,
    shots: SHOTS,
    guarantee,
    phases: 80,
  })

describe('a salvo spread over time', () => {
  it('takes as many as salvo times shots where all start at once, and fewer the longer it lasts', () => {
    const counts = [0, 5, 20, 60].map((interval) => spaced(interval).satellites)
    // What holds at all phases holds at the sampled ones, so at once the reduced shell is at most the one that was proven.
    expect(counts[0]).toBeLessThanOrEqual(start.satellites)
    expect(counts[0]).toBeGreaterThan(0.85 * start.satellites)
    for (let k = 1; k < counts.length; k++) expect(counts[k]).toBeLessThanOrEqual(counts[k - 1]!)
    // A minute apart, with some 100 s of fly-out, hardly any satellite serves two launches.
    expect(counts[3]).toBeLessThan(0.6 * counts[0]!)
  })

  it('takes fewer where a share of moments is enough, and says the share it has', () => {
    const most = spaced(5, { probability: 0.9 })
    expect(most.satellites).toBeLessThanOrEqual(spaced(5).satellites)
    expect(most.share).toBeGreaterThanOrEqual(0.9)
    expect(spaced(5).share).toBe(1)
  })

  it('refuses a shell that is too small, and numbers that are not', () => {
    const small = { ...start.design, perPlane: 2 }
    const options = {
      window: WINDOW,
      flyOut: FLY_OUT,
      salvo: SALVO,
      shots: SHOTS,
      guarantee: 'always' as const,
    }
    expect(() => spacedSalvoFleet({ ...options, design: small, interval: 1, phases: 10 })).toThrow(
      /^infeasible \d+ satellites engage the salvo/,
    )
    expect(() => spacedSalvoFleet({ ...options, design: start.design, interval: -1 })).toThrow(
      /^invalid interval/,
    )
  })
})
