import { describe, expect, it } from 'vitest'
import { OpendomeError, toInternal } from '../core/index.ts'
import { WGS84_GM, geodesic, geodesicDirect } from '../earth/index.ts'
import { CATALOG } from '../generated/index.ts'
import { minimumEnergyArc } from './arcs.ts'
import { Course } from './course.ts'
import { Target, type Place } from './flight.ts'
import { solveFlight } from './fly.ts'
import { endingAt } from './given-apogee.ts'
import { guide, type BallisticShape as Shape } from './guidance.ts'
import { largestRange } from './largest-range.ts'
import { RECORDED, flyPowered } from './powered.ts'
import { vehicleSchema } from './schema.ts'
import { controlsAt, shootAlong } from './shooting.ts'
import { rocketOf, type Rocket, type Vehicle } from './vehicle.ts'

const rad = Math.PI / 180
const KM = 1000
const vehicle = (id: string): Vehicle =>
  toInternal(vehicleSchema.parse(CATALOG.find((e) => e.id === id)?.value))
const solid = vehicle('icbm-solid-generic')
const liquid = vehicle('icbm-liquid-generic')
const minuteman = vehicle('minuteman-3')
const place = (lat: number, lon: number): Place => ({ lat: lat * rad, lon: lon * rad })
const towards = (from: Place, bearing: number, range: number): Place =>
  geodesicDirect(from.lat, from.lon, bearing * rad, range)

/** A small generator, so that the flights are the same every time. */
function generator(seed: number): () => number {
  let s = seed
  return () => {
    s = (Math.imul(s, 1664525) + 1013904223) >>> 0
    return s / 4294967296
  }
}

function flyOrFail(
  of: Vehicle,
  launch: Place,
  aim: Place,
  shape: Shape,
): { miss: number; apogee: number; burnout: number; thrustShare: number } {
  const { trajectory, thrustShare } = solveFlight({ vehicle: of, launch, aim, shape })
  const { impact } = trajectory
  return {
    miss: geodesic(impact.lat, impact.lon, aim.lat, aim.lon).distance,
    apogee: trajectory.apogee.altitude,
    burnout: trajectory.burnout,
    thrustShare,
  }
}

/** So many flights from anywhere to anywhere, each vehicle and shape in turn: all hit within 100 m. Returns how many. */
export function flyAnywhere(count: number): number {
  const random = generator(7)
  const shapes: Shape[] = ['minimum-energy', 'lofted', { apogee: 1500 * KM }]
  let flown = 0
  for (; flown < count; flown++) {
    const of = [solid, liquid, minuteman][flown % 3]!
    const launch = { lat: Math.asin(2 * random() - 1), lon: (2 * random() - 1) * Math.PI }
    const bearing = random() * 360
    const most = largestRange(rocketOf(of), launch, bearing * rad).range
    const aim = towards(
      launch,
      bearing,
      2000 * KM + random() * (Math.min(11_000 * KM, 0.9 * most) - 2000 * KM),
    )
    const shape = shapes[Math.floor(flown / 3) % 3]!
    const { miss, apogee, thrustShare } = flyOrFail(of, launch, aim, shape)
    expect(miss).toBeLessThan(100)
    expect(thrustShare).toBeLessThanOrEqual(1)
    if (typeof shape === 'object') expect(Math.abs(apogee - shape.apogee)).toBeLessThan(1 * KM)
  }
  return flown
}

describe('solveFlight', () => {
  it('hits within 100 m from anywhere to anywhere 2,000 to 11,000 km away, in every shape but depressed', () => {
    expect(flyAnywhere(27)).toBe(27)
  })

  it('hits over the poles, across the date line, from a pole and to the far south', () => {
    const pairs: (readonly [Place, Place])[] = [
      [place(60, 40), place(60, -150)],
      [place(-70, 10), place(-70, 170)],
      [place(50, 170), place(40, -160)],
      [place(90, 0), place(20, 77)],
      [place(-90, 33), place(-40, 120)],
      [place(20, 100), place(-90, 0)],
      [place(0, 179.9), place(0, -150)],
      [place(-35, 20), place(-55, -60)],
    ]
    for (const [launch, aim] of pairs)
      for (const of of [solid, liquid])
        for (const shape of ['minimum-energy', 'lofted'] as const)
          expect(flyOrFail(of, launch, aim, shape).miss).toBeLessThan(100)
  })

  it('goes higher lofted, lower depressed, with the same full burn', () => {
    for (const of of [solid, liquid, minuteman]) {
      const [launch, aim] = [place(40, 100), towards(place(40, 100), 330, 7000 * KM)]
      const [low, least, high] = (['depressed', 'minimum-energy', 'lofted'] as const).map((shape) =>
        flyOrFail(of, launch, aim, shape),
      )
      expect(low!.miss).toBeLessThan(300)
      expect(high!.apogee).toBeGreaterThan(1.5 * least!.apogee)
      expect(low!.apogee).toBeLessThan(0.6 * least!.apogee)
      expect(low!.burnout).toBe(rocketOf(of).nominalBurnTime)
      expect(high!.burnout).toBe(rocketOf(of).nominalBurnTime)
      expect([low!.thrustShare, high!.thrustShare]).toEqual([1, 1])
    }
  })

  it('finds the flat flight of a vehicle that nearly orbits, where the azimuth moves fast with the tilt', () => {
    const flat = flyOrFail(liquid, place(40.3, 125.3), place(41.85, -87.65), 'depressed')
    expect(flat.miss).toBeLessThan(300)
    expect(flat.apogee).toBeLessThan(150 * KM)
    expect(flat.burnout).toBe(240)
  })

  it('meets an apogee within a kilometre, with cut-off and by waste', () => {
    const [launch, aim] = [place(35, 60), place(50, 20)]
    for (const of of [solid, liquid])
      for (const apogee of [500, 800, 1500, 3000])
        expect(
          Math.abs(flyOrFail(of, launch, aim, { apogee: apogee * KM }).apogee - apogee * KM),
        ).toBeLessThan(1 * KM)
  })

  it('burns all and wastes the spare energy where there is no cut-off', () => {
    for (const range of [1000, 3000, 6000, 9000]) {
      const launch = place(40, 100)
      const flight = flyOrFail(solid, launch, towards(launch, 20, range * KM), 'minimum-energy')
      expect(flight.burnout).toBe(175)
      expect(flight.thrustShare).toBeLessThan(1)
      const arc = minimumEnergyArc(range * KM, 6371 * KM, WGS84_GM).apogee
      expect(Math.abs(flight.apogee - arc)).toBeLessThan(1 * KM)
    }
  })

  it('is deterministic', () => {
    const options = { vehicle: liquid, launch: place(40, 126), aim: place(41.9, -87.6) }
    const [a, b] = [solveFlight(options), solveFlight(options)]
    expect(Buffer.from(a.trajectory.r_ecef.buffer).equals(Buffer.from(b.trajectory.r_ecef.buffer))).toBe(true)
  })

  it('flies the same flight from another longitude', () => {
    const fly = (lon: number): ReturnType<typeof flyOrFail> =>
      flyOrFail(liquid, place(40, 10 + lon), place(55, 70 + lon), 'minimum-energy')
    const [a, b] = [fly(0), fly(140)]
    expect(Math.abs(a.burnout - b.burnout)).toBeLessThan(0.02)
    expect(Math.abs(a.apogee - b.apogee)).toBeLessThan(500)
  })

  it('refuses places that are none, and remarks on thrust deep in the air', () => {
    for (const launch of [place(91, 0), { lat: NaN, lon: 0 }, { lat: 0, lon: Infinity }])
      expect(() => solveFlight({ vehicle: solid, launch, aim: place(0, 0) })).toThrow(/^invalid place/)
    const launch = place(40, 100)
    const flat = solveFlight({
      vehicle: solid,
      launch,
      aim: towards(launch, 330, 3000 * KM),
      shape: 'depressed',
    })
    expect(flat.notes.join()).toMatch(/thrust ends at \d+\.\d km, deep in the air/)
  })
})

/** Earliest cut-off for a flight of any steepness, by brute force over the tilt. */
function earliestByScan(rocket: Rocket, launch: Place, aim: Place): number {
  const course = new Course(launch, new Target(aim).r_ecef)
  let earliest = Infinity
  for (let i = 0; i < 40; i++) {
    const tilt = 0.01 * Math.exp((i / 39) * Math.log(0.9 / 0.01))
    const reaches = (t: number): boolean => {
      const shot = shootAlong(
        (x, azimuth) => {
          const controls = controlsAt(x, azimuth)
          const burn = flyPowered(rocket, launch.lat, launch.lon, controls, RECORDED)
          return t < burn.t ? endingAt(rocket, burn, controls, t) : 'short'
        },
        course,
        tilt,
      )
      return shot.along >= course.length
    }
    let [low, high] = [20, Math.min(earliest, rocket.nominalBurnTime - 1e-9)]
    if (!reaches(high)) continue
    while (high - low > 0.01) {
      const middle = (low + high) / 2
      if (reaches(middle)) high = middle
      else low = middle
    }
    earliest = Math.min(earliest, high)
  }
  return earliest
}

describe('guide', () => {
  it('cuts off within 0.2 s of the earliest cut-off that reaches the aim', () => {
    for (const [of, bearing, range] of [
      [liquid, 20, 8000],
      [minuteman, 280, 5000],
      [liquid, 90, 1500],
    ] as const) {
      const launch = place(40, 30)
      const aim = towards(launch, bearing, range * KM)
      const rocket = rocketOf(of)
      const { controls } = guide(rocket, launch, aim, 'minimum-energy')
      const earliest = earliestByScan(rocket, launch, aim)
      expect(controls.cutoff).toBeLessThan(rocket.nominalBurnTime)
      expect(Math.abs(controls.cutoff - earliest)).toBeLessThan(0.2)
    }
  })

  it('cuts off a vehicle that would not come down at any tilt, for near aims too', () => {
    const strong: Vehicle = {
      ...liquid,
      payload: 50,
      stages: liquid.stages.map((stage) => ({ ...stage, ispVac: 480 })),
    }
    const launch = place(40, 126)
    for (const range of [10.5, 150, 5000, 12_000]) {
      const flight = flyOrFail(strong, launch, towards(launch, 30, range * KM), 'minimum-energy')
      expect(flight.miss).toBeLessThan(100)
      expect(flight.burnout).toBeLessThan(rocketOf(strong).nominalBurnTime)
    }
    expect(() => flyOrFail(strong, launch, towards(launch, 30, 5000 * KM), 'lofted')).toThrow(
      /^infeasible lofted flight over 5000 km: with all its propellant the vehicle nearly orbits/,
    )
  })

  it('cuts off no later than the flight through any other apogee', () => {
    const [launch, aim] = [place(40, 126), place(41.9, -87.6)]
    const best = flyOrFail(liquid, launch, aim, 'minimum-energy')
    for (const factor of [0.7, 0.85, 0.95, 1.05, 1.2, 1.5])
      expect(flyOrFail(liquid, launch, aim, { apogee: factor * best.apogee }).burnout).toBeGreaterThan(
        best.burnout - 0.2,
      )
  })

  it('flies minimum energy and lofted right up to the largest range, and nothing beyond', () => {
    for (const [of, lat, bearing] of [
      [solid, 40, 250],
      [solid, 0, 0],
      [liquid, -60, 300],
      [minuteman, 0, 300],
    ] as const) {
      const launch = place(lat, 170)
      const most = largestRange(rocketOf(of), launch, bearing * rad).range
      expect(most).toBeLessThan(15_000 * KM)
      for (const share of [0.95, 0.98, 0.995, 0.999])
        for (const shape of ['minimum-energy', 'lofted'] as const)
          expect(flyOrFail(of, launch, towards(launch, bearing, share * most), shape).miss).toBeLessThan(300)
      for (const shape of ['minimum-energy', 'lofted', 'depressed'] as const) {
        const message = messageOf(() => flyOrFail(of, launch, towards(launch, bearing, 1.003 * most), shape))
        expect(message).toMatch(/^infeasible range \d+ km: the largest in that direction is \d+ km$/)
        expect(Math.abs(Number(/is (\d+) km/.exec(message)![1]) * KM - most)).toBeLessThan(5 * KM)
      }
    }
  })

  it('reaches farther to the east than to the west', () => {
    const rocket = rocketOf(minuteman)
    const [east, west] = [90, 270].map((b) => largestRange(rocket, place(20, 0), b * rad).range)
    expect(east!).toBeGreaterThan(west! + 3000 * KM)
  })

  it('names the shortest range where there is more energy than can be wasted, and flies a little farther', () => {
    const launch = place(40, 100)
    const asked = (range: number): unknown =>
      flyOrFail(solid, launch, towards(launch, 60, range), 'minimum-energy')
    expect(() => asked(200 * KM)).toThrow(
      /^infeasible minimum-energy flight over 200 km: more energy than can be wasted/,
    )
    const shortest = Number(/goes (\d+) km/.exec(messageOf(() => asked(200 * KM)))![1])
    expect(shortest).toBeGreaterThan(300)
    expect(shortest).toBeLessThan(900)
    expect(() => asked(0.97 * shortest * KM)).toThrow(/more energy than can be wasted/)
    expect(asked(1.03 * shortest * KM)).toMatchObject({ burnout: 175 })
    const low = (): unknown => flyOrFail(solid, launch, towards(launch, 60, 150 * KM), { apogee: 150 * KM })
    expect(low).toThrow(/^infeasible flight with apogee 150 km over 150 km: more energy than can be wasted/)
  })

  it('says which apogee is the highest over a range, and where a flat flight would orbit', () => {
    const [launch, aim] = [place(40.3, 125.3), place(41.85, -87.65)]
    for (const of of [solid, liquid]) {
      const asked = (apogee: number): unknown => flyOrFail(of, launch, aim, { apogee: apogee * KM })
      const message = messageOf(() => asked(9000))
      expect(message).toMatch(
        /^infeasible flight with apogee 9000 km over 10320 km: more energy than the vehicle has/,
      )
      const highest = Number(/reaches (\d+) km over/.exec(message)![1])
      expect(() => asked(1.01 * highest)).toThrow(/more energy than the vehicle has/)
      expect(asked(0.99 * highest)).toMatchObject({ miss: expect.closeTo(0, -2) as number })
    }
    const south = place(-60.7, 138.98)
    expect(() => flyOrFail(liquid, south, towards(south, 128.1, 11_834 * KM), 'depressed')).toThrow(
      /^infeasible depressed flight over 11834 km: with all its propellant the vehicle nearly orbits/,
    )
  })

  it('refuses an aim at the launch point, one beyond 16,000 km, and an apogee that is none', () => {
    const launch = place(10, 20)
    for (const shape of ['minimum-energy', 'lofted', { apogee: 1e6 }] as const) {
      expect(() => flyOrFail(solid, launch, launch, shape)).toThrow(
        /^invalid aim 0.0 km from the launch point/,
      )
      expect(() => flyOrFail(solid, launch, towards(launch, 90, 18_000 * KM), shape)).toThrow(
        /^unsupported range 18000 km/,
      )
      expect(() => flyOrFail(solid, launch, towards(launch, 270, 18_000 * KM), shape)).toThrow(
        /^infeasible range/,
      )
    }
    for (const apogee of [0, -5, NaN, Infinity])
      expect(() => flyOrFail(solid, launch, place(20, 20), { apogee })).toThrow(/^invalid apogee/)
    expect(() => flyOrFail(solid, launch, place(20, 20), { apogee: 3e7 })).toThrow(OpendomeError)
  })
})

function messageOf(f: () => unknown): string {
  try {
    f()
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  return ''
}
