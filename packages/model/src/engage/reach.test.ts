import { describe, expect, it } from 'vitest'
import { toInternal } from '../core/index.ts'
import { EARTH_RATE, eciFromEcef } from '../earth/index.ts'
import { CATALOG } from '../generated/catalog.ts'
import { Stream } from '../math/index.ts'
import { Shell, type ShellDefinition } from '../orbit/index.ts'
import { solveFlight, stateAt, type Trajectory } from '../threat/index.ts'
import { vehicleSchema } from '../threat/schema.ts'
import { ReachFinder, flyOutReach, windowOf, type FlyOut, type InReach, type Window } from './index.ts'

const DEG = Math.PI / 180
const TURN = 2 * Math.PI
const G0 = 9.80665

function flight(vehicle: string, lat: number, aimLat: number, aimLon: number): Trajectory {
  return solveFlight({
    vehicle: toInternal(vehicleSchema.parse(CATALOG.find((e) => e.id === vehicle)!.value)),
    launch: { lat: lat * DEG, lon: 0 },
    aim: { lat: aimLat * DEG, lon: aimLon * DEG },
  }).trajectory
}
// Longitude comes with the sidereal angle of each case.
const flights = [
  flight('icbm-solid-generic', 40, 42, 130),
  flight('icbm-liquid-generic', 1, -30, 60),
  flight('icbm-solid-generic', 72, 35, -100),
]

const r = new Float64Array(3)
const s = new Float64Array(3)

/** Reach minus distance of one satellite at t, by the definition: positive in reach. */
function depth(
  shell: Shell,
  satellite: number,
  window: Window,
  flyOut: FlyOut,
  liftoff: number,
  angle: number,
  t: number,
): number {
  stateAt(window.trajectory, t, r)
  eciFromEcef(angle + EARTH_RATE * (liftoff + t), r, r)
  shell.position(liftoff + t, satellite, s)
  return (
    flyOutReach(flyOut.deltaV, flyOut.acceleration, t - window.release) -
    Math.hypot(r[0]! - s[0]!, r[1]! - s[1]!, r[2]! - s[2]!)
  )
}

interface Case {
  readonly definition: ShellDefinition
  readonly window: Window
  readonly flyOut: FlyOut
  readonly liftoff: number
  readonly angle: number
}

const STEP = 0.05
/** Above any closing speed here, m/s: steps are left out only where even this could not bring a satellite into reach. */
const FASTEST = 30_000

/** For every satellite the earliest time by steps of 0.05 s, refined; NaN where none, and who comes within 1 m of the edge without a clear answer. */
function bruteForce({ definition, window, flyOut, liftoff, angle }: Case): {
  first: Float64Array
  doubtful: Uint8Array
} {
  const shell = new Shell(definition)
  const first = new Float64Array(shell.count).fill(NaN)
  const doubtful = new Uint8Array(shell.count)
  const steps = Math.max(1, Math.ceil((window.deadline - window.open) / STEP))
  const at = (k: number): number => window.open + ((window.deadline - window.open) * k) / steps
  for (let i = 0; i < shell.count; i++) {
    const deep = (t: number): number => depth(shell, i, window, flyOut, liftoff, angle, t)
    let k = 0
    while (k <= steps) {
      const here = deep(at(k))
      if (Math.abs(here) < 1) doubtful[i] = 1
      if (here < 0) {
        k += Math.max(1, Math.floor(-here / FASTEST / STEP))
        continue
      }
      let [low, high] = [at(Math.max(0, k - 1)), at(k)]
      for (let n = 0; n < 30 && k > 0; n++) {
        const middle = (low + high) / 2
        if (deep(middle) >= 0) high = middle
        else low = middle
      }
      first[i] = high
      break
    }
  }
  return { first, doubtful }
}

function find({ definition, window, flyOut, liftoff, angle }: Case): InReach[] {
  return new ReachFinder(new Shell(definition)).find(window, flyOut, liftoff, angle)
}

const SPECIAL_INCLINATIONS = [0, 90, 180, 45, 86]

function random(run: number, fixed: Partial<ShellDefinition> = {}): Case {
  const stream = new Stream(11, run, 'reach', 0)
  const within = (low: number, high: number): number => low + (high - low) * stream.uniform()
  const whole = (low: number, high: number): number => Math.floor(within(low, high + 1))
  for (;;) {
    const planes = whole(1, 40)
    const definition: ShellDefinition = {
      altitude: within(200e3, 1500e3),
      inclination: (run % 4 === 0 ? SPECIAL_INCLINATIONS[whole(0, 4)]! : within(0, 180)) * DEG,
      planes,
      perPlane: run % 10 === 1 ? 1 : whole(1, Math.max(2, Math.floor(12_000 / planes))),
      phasing: stream.uniform() < 0.5 ? whole(0, planes - 1) : within(-planes, planes),
      pattern: stream.uniform() < 0.5 ? 'delta' : 'star',
      planeSpacing: stream.uniform() < 0.1 ? within(-0.5, 0.5) : undefined,
      raan0: within(0, TURN),
      anomaly0: within(0, TURN),
      ...fixed,
    }
    const trajectory = flights[run % flights.length]!
    const release = within(20, trajectory.burnout + 200)
    const deadline = release + within(run % 5 === 0 ? 1 : 60, 249)
    const window = windowOf(trajectory, release, deadline, run % 3 === 0 ? within(0, 150e3) : 0)
    if (window === undefined) continue
    const flyOut = { deltaV: within(2000, 12_000), acceleration: within(3, 60) * G0 }
    return { definition, window, flyOut, liftoff: within(0, 5 * 86_400), angle: within(0, TURN) }
  }
}

/** The same set and times as brute force; returns how many were in reach. */
function agree(c: Case): number {
  const found = find(c)
  const { first, doubtful } = bruteForce(c)
  const times = new Map(found.map((f) => [f.satellite, f.intercept]))
  expect(times.size).toBe(found.length)
  const wrong: string[] = []
  for (let i = 0; i < first.length; i++) {
    const own = times.get(i)
    const there = !Number.isNaN(first[i])
    if (doubtful[i] === 1 && (own === undefined || !there)) continue
    if ((own !== undefined) !== there || Math.abs((own ?? 0) - (there ? first[i]! : 0)) > 0.01)
      wrong.push(`satellite ${i}: ${own} for ${first[i]} in ${JSON.stringify(c.definition)}`)
  }
  expect(wrong).toEqual([])
  return found.length
}

describe('satellites in reach', () => {
  it('are those of brute force over all satellites, at its times, in 200 random shells, windows and fly-outs', () => {
    let found = 0
    let cases = 0
    for (let run = 0; run < 200; run++) {
      const n = agree(random(run))
      found += n
      if (n > 0) cases++
    }
    expect(found).toBeGreaterThan(3000)
    expect(cases).toBeGreaterThan(50)
  })

  it('are those of brute force in equatorial, polar and retrograde shells, and with one satellite a plane', () => {
    for (const inclination of [0, 90, 180].map((d) => d * DEG))
      for (let run = 1000; run < 1008; run++) agree(random(run, { inclination }))
    let found = 0
    for (let run = 1100; run < 1120; run++)
      found += agree(random(run, { perPlane: 1, planes: 5000, phasing: 7 }))
    expect(found).toBeGreaterThan(100)
  })

  it('include those that only pass by: slow interceptors, in reach for seconds between two samples', () => {
    let found = 0
    for (let run = 2000; run < 2120; run++) {
      const shell = { altitude: 250e3 + 2e3 * (run - 2000), planes: 100, perPlane: 100, inclination: 1.4 }
      const c = random(run, shell)
      found += agree({ ...c, flyOut: { deltaV: 100 + 10 * (run - 2000), acceleration: 40 } })
    }
    expect(found).toBeGreaterThan(60)
  })

  it('include all of a shell where the reach ball holds the whole shell', () => {
    // Not an interceptor: reach beyond the far side of the orbit, so that the arc of each plane is the whole circle.
    const c = random(3, { planes: 5, perPlane: 7, altitude: 300e3 })
    const flyOut = { deltaV: 1e6, acceleration: 1e6 }
    expect(
      find({ ...c, flyOut })
        .map((f) => f.satellite)
        .sort((a, b) => a - b),
    ).toEqual(Array.from({ length: 35 }, (_, i) => i))
  })

  it('come in order of intercept, then index', () => {
    for (let run = 0; run < 40; run++) {
      const found = find(random(run))
      const sorted = [...found].sort((a, b) => a.intercept - b.intercept || a.satellite - b.satellite)
      expect(found).toEqual(sorted)
    }
  })

  it('do not depend on what the finder was asked before', () => {
    const c = random(5)
    const finder = new ReachFinder(new Shell(c.definition))
    const ask = (liftoff: number): InReach[] => finder.find(c.window, c.flyOut, liftoff, c.angle)
    const alone = ask(1000)
    ask(2000)
    expect(ask(1000)).toEqual(alone)
  })

  it('can only be more with more Δv or a later deadline', () => {
    for (let run = 0; run < 40; run++) {
      const c = random(run)
      const set = new Map(find(c).map((f) => [f.satellite, f.intercept]))
      const faster = find({ ...c, flyOut: { ...c.flyOut, deltaV: c.flyOut.deltaV + 500 } })
      const times = new Map(faster.map((f) => [f.satellite, f.intercept]))
      for (const [satellite, t] of set) expect(times.get(satellite)! <= t + 1e-6).toBe(true)
      const middle = (c.window.open + c.window.deadline) / 2
      const shorter = windowOf(c.window.trajectory, c.window.release, middle, 0)
      if (shorter === undefined || shorter.open !== c.window.open) continue
      const early = find({ ...c, window: shorter })
      for (const f of early) expect(set.get(f.satellite)).toBeCloseTo(f.intercept, 4)
    }
  })

  it('are refused over fly-outs longer than 250 s', () => {
    const c = random(1)
    const window = windowOf(flights[0]!, 100, 400, 0)!
    expect(() => find({ ...c, window })).toThrow(/^unsupported fly-out of 300 s/)
  })
})

describe("a shell's symmetry", () => {
  it('moves nobody: a turn by one plane spacing with the matching phase gives the same intercepts', () => {
    for (let run = 0; run < 60; run++) {
      const c = random(run, { pattern: 'delta', planeSpacing: undefined })
      const { planes, perPlane, raan0 = 0, anomaly0 = 0 } = c.definition
      // A whole phasing, so that the last plane follows the first as each follows the one before.
      const phasing = run % planes
      const wrap = (angle: number): number => angle - TURN * Math.floor(angle / TURN)
      const definition = { ...c.definition, phasing }
      const turned = {
        ...definition,
        raan0: wrap(raan0 + TURN / planes),
        anomaly0: wrap(anomaly0 + (phasing * TURN) / (planes * perPlane)),
      }
      const before = find({ ...c, definition }).map((f) => f.intercept)
      const after = find({ ...c, definition: turned }).map((f) => f.intercept)
      expect(after.length).toBe(before.length)
      after.forEach((t, i) => expect(t).toBeCloseTo(before[i]!, 3))
    }
  })
})
