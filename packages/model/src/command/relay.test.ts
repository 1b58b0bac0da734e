import { describe, expect, it } from 'vitest'
import { WGS84_A } from '../earth/index.ts'
import { Stream } from '../math/index.ts'
import { Shell } from '../orbit/index.ts'
import { CommandLinks, ReleaseClock, ShellRelay, fastestHops, type Carried } from './index.ts'

const C = 299_792_458
const DEG = Math.PI / 180
const RING = new Shell({ altitude: 1e6, inclination: 0, planes: 1, perPlane: 36, phasing: 0 })
const OVER: Carried = { layer: 'ring', range: 3e6, clear: 80e3, perHop: 0.05, minElevation: 30 * DEG }
const PLACES = [
  { lat: 0, lon: 0 },
  { lat: 0, lon: 60 * DEG },
] as const
const relay = (change: Partial<Carried> = {}, shell = RING): ShellRelay =>
  new ShellRelay(shell, { ...OVER, ...change }, PLACES, 0)

/** The second way: every node's delay lowered over every link until nothing changes (Bellman and Ford). */
function lowered(p: Float64Array, from: number, to: number, range: number, clear: number, perHop: number) {
  const n = p.length / 3
  const at = (k: number): number[] => [p[3 * k]!, p[3 * k + 1]!, p[3 * k + 2]!]
  const delay = new Array<number>(n).fill(Infinity)
  delay[from] = 0
  for (let changed = true; changed;) {
    changed = false
    for (let a = 0; a < n; a++)
      for (let b = 0; b < n; b++) {
        const [u, v] = [at(a), at(b)]
        const length = Math.hypot(...u.map((x, k) => x - v[k]!))
        const nearest = Math.min(
          ...Array.from({ length: 101 }, (_, i) =>
            Math.hypot(...u.map((x, k) => x + (i / 100) * (v[k]! - x))),
          ),
        )
        if (a === b || length > range || nearest < clear) continue
        const there = delay[a]! + length / C + perHop
        if (there < delay[b]! - 1e-15) {
          delay[b] = there
          changed = true
        }
      }
  }
  return delay[to]!
}

describe('the fastest way over satellites', () => {
  it('takes as long as lowering every delay over every link says, on 40 random sets', () => {
    let ways = 0
    for (let n = 0; n < 40; n++) {
      const stream = new Stream(3, n, 'relay', 0)
      const p = Float64Array.from({ length: 90 }, () => (2 * stream.uniform() - 1) * 1.2e7)
      // No line comes near the sphere: the second way samples it.
      const found = fastestHops(p, 0, 1, 9e6, 1, 0.002)
      const slow = lowered(p, 0, 1, 9e6, 1, 0.002)
      expect(found?.delay ?? Infinity).toBeCloseTo(slow, 12)
      if (found !== undefined) ways++
    }
    expect(ways).toBeGreaterThan(30)
  })

  it('goes up, along the ring and down: slants and chords at the speed of light', () => {
    const r = RING.radius
    const slant = Math.sqrt(r * r + WGS84_A * WGS84_A - 2 * r * WGS84_A * Math.cos(10 * DEG))
    const chord = 2 * r * Math.sin(20 * DEG)
    // Satellites stand at 0, 10, … 60°. From a station the next but one stands at 34.7°, the one after that at 12°. Chords of 30° and 10°, or two of 20°, or four of 10°: the
    // two of 20° are shortest with few hops.
    const far = 2 * r * Math.sin(10 * DEG)
    expect(relay().delay(0)).toBeCloseTo((2 * slant + 2 * far) / C + 4 * 0.05, 9)
    // With longer hops one leads from 10 to 50°.
    expect(relay({ range: 6e6 }).delay(0)).toBeCloseTo((2 * slant + chord) / C + 3 * 0.05, 9)
  })

  it('is none where satellites stand too low or too far apart, and changes with the second', () => {
    expect(relay({ minElevation: 89 * DEG, range: 1.2e6 }).delay(0)).toBeUndefined()
    expect(relay({ range: 1e6 }).delay(0)).toBeUndefined()
    const moving = relay()
    expect(moving.delay(100)).not.toBe(moving.delay(0))
    expect(moving.delay(100.9)).toBe(moving.delay(100))
    moving.reset()
    expect(moving.delay(100.9)).toBe(relay().delay(100))
  })
})

describe('links that satellites carry', () => {
  const network = {
    nodes: [
      { id: 'norad', level: 'national', at: PLACES[0] },
      { id: 'battery', level: 'local', reportsTo: 'norad', at: PLACES[1] },
    ],
    links: [
      {
        between: ['norad', 'battery'],
        delay: { kind: 'fixed', time: 2 },
        loss: 0,
        retry: 1,
        tries: 1,
        outages: [],
        over: OVER,
      },
    ],
  } as const

  it('take the hops of the moment on top of their delay, from where the raid starts', () => {
    const links = new CommandLinks(network, 1, [relay()])
    links.begin(500)
    expect(links.arrival(0, 0, 'battery', 'norad', 40)).toBeCloseTo(42 + relay().delay(540)!, 12)
    links.begin(0)
    expect(links.arrival(0, 0, 'battery', 'norad', 40)).toBeCloseTo(42 + relay().delay(40)!, 12)
  })

  it('let a message wait for a way, an hour at most', () => {
    // One satellite: over both stations high enough only now and then.
    const lone = new Shell({ altitude: 8e6, inclination: 0, planes: 1, perPlane: 1, phasing: 0, anomaly0: 6 })
    const over = { ...OVER, range: 2e7 }
    const one = new ShellRelay(lone, over, PLACES, 0)
    const links = new CommandLinks(network, 1, [one])
    links.begin(0)
    const free = Array.from({ length: 361 }, (_, k) => 10 * k).find((t) => one.delay(t) !== undefined)!
    expect(free).toBeGreaterThan(0)
    expect(links.arrival(0, 0, 'battery', 'norad', 0)).toBeCloseTo(free + 2 + one.delay(free)!, 9)
    const never = new ShellRelay(lone, { ...over, minElevation: 80 * DEG }, PLACES, 0)
    expect(new CommandLinks(network, 1, [never]).arrival(0, 0, 'battery', 'norad', 0)).toBe(Infinity)
  })
})

it('a release clock refuses a link over a layer that has no satellites', () => {
  const command = {
    network: {
      nodes: [
        { id: 'a', level: 'national', at: PLACES[0] },
        { id: 'b', level: 'local', at: PLACES[1] },
      ],
      links: [
        { between: ['a', 'b'], delay: { fixed: 1 }, loss: 0, retry: 1, tries: 1, outages: [], over: OVER },
      ],
      cut: [],
      picture: 'a',
      patience: 10,
    },
  } as unknown as ConstructorParameters<typeof ReleaseClock>[0]
  expect(() => new ReleaseClock(command, [{ id: 'ring' }], 1, 0)).toThrow(
    /^unknown layer ring: expected one with satellites to carry a link$/,
  )
})
