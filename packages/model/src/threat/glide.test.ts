import { describe, expect, it } from 'vitest'
import { toInternal } from '../core/index.ts'
import {
  EARTH_RATE,
  WGS84_A,
  ecefFromGeodetic,
  geodesic,
  geodeticFromEcef,
  geodeticHeight,
} from '../earth/index.ts'
import { CATALOG } from '../generated/catalog.ts'
import { Course } from './course.ts'
import { launchFrame } from './fall.ts'
import {
  add,
  airAt,
  altitudeOf,
  dot,
  fall,
  outside,
  run,
  times,
  unit,
  type Force,
  type V3,
} from './fixture.ts'
import { glideFrom } from './glide-flight.ts'
import { apogeeAfter } from './given-apogee.ts'
import { GlideMotion } from './glide.ts'
import {
  phasesOf,
  rocketOf,
  solveFlight,
  stateAt,
  type Place,
  type Trajectory,
  type Vehicle,
} from './index.ts'
import { FINE, flyPowered } from './powered.ts'
import { vehicleSchema } from './schema.ts'
import { controlsAt } from './shooting.ts'

const DEG = Math.PI / 180
const OMEGA = 7.292115e-5
const place = (lat: number, lon: number): Place => ({ lat: lat * DEG, lon: lon * DEG })
const VEHICLE: Vehicle = toInternal(
  vehicleSchema.parse(CATALOG.find((e) => e.id === 'hgv-solid-generic')!.value),
)
const GLIDER = VEHICLE.glide!
const fly = (launch: Place, aim: Place, vehicle = VEHICLE): Trajectory =>
  solveFlight({ vehicle, launch, aim }).trajectory

const stateOf = (
  path: Trajectory,
  t: number,
): { r: Float64Array; v: Float64Array; speed: number; height: number } => {
  const [r, v] = [new Float64Array(3), new Float64Array(3)]
  stateAt(path, t, r, v)
  return { r, v, speed: Math.hypot(...v), height: geodeticHeight(r) }
}
const phase = (path: Trajectory, name: string) => phasesOf(path).find((p) => p.name === name)!
const NORTHWARD = fly(place(-30, 10), place(38, 10))

describe('a boost-glide flight', () => {
  it.each([
    ['north', NORTHWARD, place(38, 10)],
    ['east', fly(place(0, 0), place(0, 60)), place(0, 60)],
    ['west, at high latitude', fly(place(55, 0), place(50, -70)), place(50, -70)],
    ['just beyond the shortest', fly(place(0, 0), place(0, 35)), place(0, 35)],
  ])('goes %s onto the aim, in four phases', (_name, path, aim) => {
    expect(geodesic(path.impact.lat, path.impact.lon, aim.lat, aim.lon).distance).toBeLessThan(100)
    const phases = phasesOf(path)
    expect(phases.map((p) => p.name)).toEqual(['boost', 'midcourse', 'glide', 'terminal'])
    phases.slice(1).forEach((p, i) => expect(p.from).toBe(phases[i]!.to))
    expect(phases[0]!.to).toBe(path.burnout)
    expect(phases[3]!.to).toBe(path.impact.t)
    expect(stateOf(path, phases[2]!.from).height).toBeCloseTo(100_000, -1)
    expect(stateOf(path, phases[3]!.from).speed).toBeGreaterThan(GLIDER.leastSpeed - 1)
    expect(path.times.at(-1)).toBe(path.impact.t)
  })

  it('has no midcourse where the boost stays below 100 km', () => {
    const low = solveFlight({
      vehicle: VEHICLE,
      launch: place(0, 0),
      aim: place(0, 60),
      shape: { apogee: 90_000 },
    })
    expect(phasesOf(low.trajectory).map((p) => p.name)).toEqual(['boost', 'glide', 'terminal'])
    expect(low.trajectory.apogee.altitude).toBeLessThan(91_000)
    expect(low.trajectory.apogee.altitude).toBeGreaterThan(80_000)
  })

  it('pulls up once: after that it neither skips nor gains height by more than what it lacks', () => {
    for (const { from, to } of [phase(NORTHWARD, 'glide')]) {
      let [least, at] = [Infinity, 0]
      for (let t = from; t < from + 300; t++) {
        const { height } = stateOf(NORTHWARD, t)
        if (height < least) [least, at] = [height, t]
      }
      // From the bottom it rises to the equilibrium altitude by less than 12 km and sinks with it ever after.
      let [top, turns, before] = [0, 0, 1]
      for (let t = at + 5; t < to; t += 5) {
        const climb = Math.sign(stateOf(NORTHWARD, t + 1).height - stateOf(NORTHWARD, t).height)
        top = Math.max(top, stateOf(NORTHWARD, t).height)
        if (climb !== before) turns++
        before = climb
      }
      expect(top - least).toBeLessThan(12_000)
      expect(turns).toBe(1)
    }
  })

  it('loses energy to drag all the way', () => {
    const energy = (t: number): number => {
      const { r, v, height } = stateOf(NORTHWARD, t)
      const s = launchFrame(t, r, v)
      return (s[3]! ** 2 + s[4]! ** 2 + s[5]! ** 2) / 2 + 9.7 * height
    }
    // Lift works on the rotation of the air: up to 0.4 km/s · lift across; over 20 s it is far below what drag takes.
    const { from, to } = phase(NORTHWARD, 'glide')
    for (let t = from + 100; t + 20 < to; t += 20) expect(energy(t + 20)).toBeLessThan(energy(t))
  })

  it('goes as far, in the time, that the closed form of equilibrium glide gives', () => {
    // Eggers, Allen and Neice, NACA Report 1382 (1958): R = ½ r (L/D) ln[(1 − v₂²/gr)/(1 − v₁²/gr)], and
    // t = ½ √(r/g) (L/D) ln[(1 + x₁)(1 − x₂)/((1 − x₁)(1 + x₂))] with x = v/√(gr). Inertial speeds carry the vehicle; northward they differ from
    // those in the air by less than 1 %.
    const { to } = phase(NORTHWARD, 'glide')
    const inertial = (t: number): number => {
      const { r, v } = stateOf(NORTHWARD, t)
      return Math.hypot(...launchFrame(t, r, v).subarray(3))
    }
    const [t1, t2] = [phase(NORTHWARD, 'glide').from + 400, to - 60]
    const [g, r] = [9.71, 6.41e6]
    const [x1, x2] = [inertial(t1), inertial(t2)].map((v) => v / Math.sqrt(g * r)) as [number, number]
    const range = 0.5 * r * GLIDER.liftToDrag * Math.log((1 - x2 * x2) / (1 - x1 * x1))
    const time =
      0.5 * Math.sqrt(r / g) * GLIDER.liftToDrag * Math.log(((1 + x1) * (1 - x2)) / ((1 - x1) * (1 + x2)))
    const where = (t: number): Place => {
      const geodetic = new Float64Array(3)
      geodeticFromEcef(stateOf(NORTHWARD, t).r, geodetic)
      return { lat: geodetic[0]!, lon: geodetic[1]! }
    }
    const [a, b] = [where(t1), where(t2)]
    // On the ground the way is shorter by the height over the radius, and height gives energy back: 1 % each.
    expect(range).toBeGreaterThan(2.5e6)
    expect(Math.abs(geodesic(a.lat, a.lon, b.lat, b.lon).distance / range - 1)).toBeLessThan(0.03)
    expect(Math.abs((t2 - t1) / time - 1)).toBeLessThan(0.03)
  })

  it('goes farther with more lift, and is refused beyond its longest and within its shortest glide', () => {
    const longest = (liftToDrag: number): number => {
      const vehicle = { ...VEHICLE, glide: { ...GLIDER, liftToDrag } }
      try {
        fly(place(0, 0), place(0, 140), vehicle)
      } catch (error) {
        return Number(/longest glide in that direction goes (\d+) km/.exec((error as Error).message)![1])
      }
      return NaN
    }
    expect(longest(3)).toBeGreaterThan(longest(2.6) + 500)
    expect(longest(2.6)).toBeGreaterThan(longest(2) + 500)
    expect(() => fly(place(0, 0), place(0, 20))).toThrow(
      /^infeasible range \d+ km: the shortest glide in that direction goes \d+ km$/,
    )
    expect(() => fly(place(0, 0), place(0, 0.01))).toThrow(/^invalid aim within 10 km/)
    expect(() =>
      solveFlight({ vehicle: VEHICLE, launch: place(0, 0), aim: place(0, 60), shape: 'lofted' }),
    ).toThrow(/^unsupported glide vehicle: takes no other trajectory/)
  })

  it('says what it asks of the vehicle, and which limits that exceeds', () => {
    const notes = (glide: Partial<typeof GLIDER>): readonly string[] =>
      solveFlight({
        vehicle: { ...VEHICLE, glide: { ...GLIDER, ...glide } },
        launch: place(0, 0),
        aim: place(0, 60),
      }).notes
    expect(notes({})).toEqual([
      expect.stringMatching(/^the glide takes at most [\d.]+ g, \d+ kPa and [\d.]+ MW\/m² at the nose$/),
    ])
    expect(notes({ mostLoad: 9.8, mostHeatFlux: 1e6 }).slice(1)).toEqual([
      'the load is above most_load_g 1.0',
      'the heat flux is above most_heat_flux_w_m2 1.00e+6',
    ])
  })

  // HTV-2, 22 April 2010: "autonomously glide at 13,000 mph", "reaching its target in 30 minutes" from Vandenberg to Kwajalein (AP, 26 April 2010);
  // lift-to-drag ratio, mass and ballistic coefficient of a public flight code (catalog).
  it('flies the corridor of HTV-2', () => {
    const path = fly(place(34.75, -120.57), place(9.4, 167.47))
    const bottom = phase(path, 'glide').from + 200
    // Printed to two digits; the vehicle slows by 1 km/s in the first minutes of its glide.
    expect(Math.abs(stateOf(path, bottom).speed / (13_000 * 0.44704) - 1)).toBeLessThan(0.05)
    // "30 minutes" is a round number, and the booster is not that of the test.
    expect(Math.abs(path.impact.t / 60 / 30 - 1)).toBeLessThan(0.1)
  })
})

describe('GlideMotion', () => {
  const motion = new GlideMotion(GLIDER, Float64Array.of(0, 1, 0))
  const state = (height: number, speed: number, heading: number, climb = 0): Float64Array => {
    const r = new Float64Array(3)
    ecefFromGeodetic(0, 0, height, r)
    const east = speed * Math.cos(heading) * Math.cos(climb)
    const north = speed * Math.sin(heading) * Math.cos(climb)
    return Float64Array.of(r[0]!, 0, 0, speed * Math.sin(climb), east + EARTH_RATE * r[0]!, north)
  }
  const out = new Float64Array(6)

  it('never lifts more than L/D times the drag', () => {
    for (let k = 0; k < 400; k++) {
      const y = state(20e3 + 300 * (k % 37) * 7, 1500 + 14 * k, (k % 11) - 5, ((k % 7) - 3) / 10)
      for (const manoeuvre of ['glide', 'dive'] as const) {
        motion.evaluate(manoeuvre, 0, y, out)
        const { lift, drag } = motion.moment
        expect(lift).toBeLessThanOrEqual(GLIDER.liftToDrag * drag * (1 + 1e-12))
      }
    }
  })

  it('turns to the point ahead, to either side, with the largest bank at most', () => {
    const sideways = (heading: number): number => {
      motion.evaluate('glide', 0, state(40e3, 5000, heading), out)
      return -out[3]! * 0 + out[5]! * Math.cos(heading) - out[4]! * Math.sin(heading)
    }
    // Heading north of east, the point ahead is to the right: it turns south.
    expect(sideways(0.02)).toBeLessThan(-0.5)
    expect(sideways(-0.02)).toBeGreaterThan(0.5)
    motion.evaluate('glide', 0, state(40e3, 5000, 1), out)
    const { lift, drag } = motion.moment
    const force = -out[5]! * Math.cos(1) + out[4]! * Math.sin(1)
    expect(force).toBeLessThanOrEqual(lift * Math.sin(GLIDER.bank) + 0.05 * drag)
  })

  it('carries what is left of gravity where full lift just does so', () => {
    // At 5 km/s to the east over the equator: g − (5,000 + ω r)²/r, by full lift at the altitude where the air gives it.
    const r = WGS84_A + 40e3
    const carried = 9.69 - (5000 + EARTH_RATE * r) ** 2 / r
    let height = 30e3
    for (; ; height += 10) {
      motion.evaluate('glide', 0, state(height, 5000, 0), out)
      if (GLIDER.liftToDrag * motion.moment.drag < carried) break
    }
    const y = state(height, 5000, 0, motion.moment.equilibrium)
    motion.evaluate('glide', 0, y, out)
    expect(motion.moment.lift / carried).toBeCloseTo(1, 2)
  })
})

describe('a second method', () => {
  it('Runge–Kutta in the turning frame with its own law has the same impact within 20 m', () => {
    const [launch, aim] = [place(20, 0), place(45, 60)]
    const target = new Float64Array(3)
    ecefFromGeodetic(aim.lat, aim.lon, 0, target)
    const course = new Course(launch, target)
    const rocket = rocketOf(VEHICLE)
    const boost = (tilt: number) =>
      flyPowered(rocket, launch.lat, launch.lon, controlsAt(tilt, course.azimuth), FINE)
    let [steep0, flat] = [0.005, 0.5]
    for (let i = 0; i < 40; i++) {
      const middle = (steep0 + flat) / 2
      const burn = boost(middle)
      if (!burn.crashed && apogeeAfter(burn.state) > GLIDER.apogee) steep0 = middle
      else flat = middle
    }
    const burnout = boost(steep0)
    const recorded = { ...FINE, dense: true }
    const glide = glideFrom({ glider: GLIDER, rocket, burnout, course }, 150e3, 30e3, recorded)
    if (typeof glide === 'string') throw new Error(glide)

    // Own formulas: the great circle's plane, the law in words of docs/threat.md.
    const o = new Float64Array(3)
    ecefFromGeodetic(launch.lat, launch.lon, 0, o)
    const p = unit([o[0]!, o[1]!, o[2]!])
    const a = unit([target[0]!, target[1]!, target[2]!])
    const ahead = unit(add(a, p, -dot(a, p)))
    const left: V3 = [
      p[1] * ahead[2] - p[2] * ahead[1],
      p[2] * ahead[0] - p[0] * ahead[2],
      p[0] * ahead[1] - p[1] * ahead[0],
    ]
    const angle = Math.min(Math.acos(dot(a, p)) + 0.5, 2.9)
    const point = unit(add(add(times(p, Math.cos(angle)), ahead, Math.sin(angle)), left, 30e3 / WGS84_A))
    const law =
      (down: boolean): Force =>
      (_t, r, v) => {
        const radius = Math.sqrt(dot(r, r))
        const speed = Math.sqrt(dot(v, v))
        const up = times(r, 1 / radius)
        const along = times(v, 1 / speed)
        const sine = dot(along, up)
        const cosine = Math.sqrt(1 - sine * sine)
        const drag = (airAt(altitudeOf(r)).density * speed * speed) / 2 / GLIDER.ballisticCoefficient
        const full = GLIDER.liftToDrag * drag
        const normal = times(add(up, along, -sine), 1 / cosine)
        const right = unit([
          along[1] * up[2] - along[2] * up[1],
          along[2] * up[0] - along[0] * up[2],
          along[0] * up[1] - along[1] * up[0],
        ])
        let [vertical, side] = [-full, 0]
        if (!down) {
          const forward = unit(add(along, up, -sine))
          const turn = Math.atan2(dot(point, right), dot(point, forward))
          const most = full * Math.sin(GLIDER.bank)
          side = Math.max(-most, Math.min(most, (speed * cosine * turn) / 60))
          const w: V3 = [v[0] - OMEGA * r[1], v[1] + OMEGA * r[0], v[2]]
          // Gravity alone: what acts in the turning frame at rest, less the centrifugal force.
          const rest = outside(r, [0, 0, 0])
          const pull: V3 = [rest[0] - OMEGA * OMEGA * r[0], rest[1] - OMEGA * OMEGA * r[1], rest[2]]
          const gravity = Math.sqrt(dot(pull, pull))
          const carried = Math.max(0.05 * gravity, gravity - (dot(w, w) - dot(w, up) ** 2) / radius)
          const most2 = Math.sqrt(full * full - side * side)
          const equilibrium = -Math.asin(
            Math.min(1, (2 * gravity * 7000) / (speed * speed * GLIDER.liftToDrag)),
          )
          const height = (7000 / (speed * 80)) * Math.log(Math.max(most2 / carried, 1e-9))
          const wanted = equilibrium + Math.max(-0.05, Math.min(0.05, height))
          vertical = Math.max(0, Math.min(most2, carried * cosine + (speed * (wanted - Math.asin(sine))) / 6))
        }
        return add(add(add(outside(r, v), along, -drag), normal, vertical), right, side)
      }
    const s = burnout.state
    const [c, d] = [Math.cos(OMEGA * burnout.t), Math.sin(OMEGA * burnout.t)]
    const turned = (x: number, y: number, z: number): V3 => [c * x + d * y, -d * x + c * y, z]
    let r = turned(s[0]!, s[1]!, s[2]!)
    let v = add(turned(s[3]!, s[4]!, s[5]!), [r[1], -r[0], 0], OMEGA)
    const steep = glide.pieces.at(-1)!.t1
    ;[r, v] = run(law(false), burnout.t, glide.dive, r, v, 0.25)
    ;[r, v] = run(law(true), glide.dive, steep, r, v, 0.1)
    const beta = VEHICLE.reentry.ballisticCoefficient
    const end = fall(
      (_t, at, w) =>
        add(outside(at, w), w, (-airAt(altitudeOf(at)).density * Math.sqrt(dot(w, w))) / 2 / beta),
      steep,
      r,
      v,
      0.1,
    )
    const [here, there] = [new Float64Array(3), new Float64Array(3)]
    geodeticFromEcef(Float64Array.from(end.r), here)
    const impact = glide.free.impact
    const [ci, si] = [Math.cos(OMEGA * impact.t), Math.sin(OMEGA * impact.t)]
    geodeticFromEcef(
      Float64Array.of(
        ci * impact.state[0]! + si * impact.state[1]!,
        -si * impact.state[0]! + ci * impact.state[1]!,
        impact.state[2]!,
      ),
      there,
    )
    const off = geodesic(here[0]!, here[1]!, there[0]!, there[1]!).distance
    expect(off).toBeLessThan(20)
    expect(Math.abs(end.t - impact.t)).toBeLessThan(0.02)
  })
})
