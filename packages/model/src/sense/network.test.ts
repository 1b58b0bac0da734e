import { describe, expect, it } from 'vitest'
import { newMeasurements, type SensorPlan } from './index.ts'
import {
  BRIGHT,
  DEGREE,
  EPOCH,
  INFRARED,
  RADAR,
  leo,
  network,
  radarAt,
  rowText,
  scanned,
  slot,
  target,
  targetFrom,
} from './fixture.ts'

const targets = [target(41, 127, 2e5), target(39, 60, 1e5), target(-20, -60, 3e5)]
const mixed: readonly SensorPlan[] = [
  leo('low', { ...INFRARED, linkLoss: 0.1, falseAlarmInterval: 60 }),
  radarAt('ground', 45, 120, { ...RADAR, falseAlarmInterval: 5 }),
  slot('high', 100, { ...INFRARED, fieldOfRegard: 18 * DEGREE, staggered: true, revisit: 3 }),
]

const texts = (net: ReturnType<typeof network>, run: number, list = targets, from = 1000, to = 1030) => {
  const { out, origin } = scanned(net, run, list, from, to)
  return Array.from({ length: out.count }, (_, row) => rowText(out, origin, row, net))
}

describe('scans of a sensor network', () => {
  it('are a function of run and time alone, whatever was asked before', () => {
    const net = network(mixed)
    const first = texts(net, 3)
    texts(net, 4)
    const out = newMeasurements(50_000)
    net.scan(9, 5000, [targets[2]!], out, new Int32Array(50_000))
    expect(texts(net, 3)).toEqual(first)
    expect(texts(network(mixed), 3)).toEqual(first)
    expect(first.length).toBeGreaterThan(200)
    expect(texts(net, 4)).not.toEqual(first)
  })

  it('draw the same for a sensor whatever other sensors there are, and in whatever order', () => {
    const all = texts(network(mixed), 1)
    const turned = texts(network([...mixed].reverse()), 1)
    expect([...turned].sort()).toEqual([...all].sort())
    for (const plan of mixed) {
      const alone = texts(network([plan]), 1)
      expect(alone).toEqual(all.filter((text) => text.startsWith(plan.id)))
      expect(alone.length).toBeGreaterThan(5)
    }
  })

  it('draw the same for a target whatever comes after it in the list', () => {
    const few = texts(network(mixed), 1, targets.slice(0, 2))
    const all = texts(network(mixed), 1)
    expect(all.filter((text) => !text.includes(' | 2 | '))).toEqual(few)
  })

  it('hold each look once, in the step in which it falls, wherever the scans begin', () => {
    const net = network([leo('low', { ...INFRARED, revisit: 0.7 })])
    for (const shift of [0, 0.3, 0.123456789]) {
      const { out } = scanned(net, 0, [targets[0]!], 5000 + shift, 5060 + shift)
      const looks = [...new Set(out.t.subarray(0, out.count))]
      expect(looks.length).toBeGreaterThanOrEqual(85)
      looks.forEach((t, i) => {
        expect(t).toBeGreaterThan(5000 + shift - 1e-6)
        expect(t).toBeLessThan(5060 + shift + 1e-6)
        if (i > 0) expect(t - looks[i - 1]!).toBeCloseTo(0.7, 6)
      })
      // Several looks fall into one step of 1 s, none into two.
      const pairs = Array.from({ length: out.count }, (_, row) => `${out.sensor[row]} ${out.t[row]}`)
      expect(new Set(pairs).size).toBe(pairs.length)
    }
  })

  it('have staggered satellites look one after the other, evenly', () => {
    const sensor = { ...INFRARED, fieldOfRegard: 18 * DEGREE, staggered: true, revisit: 10 }
    const plans = [0, 20, 40].map((lon) => slot(`s${lon}`, lon, sensor))
    const one: SensorPlan = {
      ...plans[0]!,
      id: 'ring',
      stand: { orbits: plans.flatMap((p) => ('orbits' in p.stand ? p.stand.orbits : [])) },
    }
    const net = network([one])
    const { out } = scanned(net, 0, [target(5, 20, 2e5)], 1000, 1020)
    const phases = [0, 1, 2].map((head) => {
      const row = [...out.sensor.subarray(0, out.count)].indexOf(head)
      return (out.t[row]! % 10) / 10
    })
    expect(new Set(phases.map((p) => p.toFixed(6))).size).toBe(3)
    expect(out.count).toBe(6)
  })

  it('report a latency after the signal', () => {
    const { out } = scanned(network([leo('low')]), 0, targets, 100, 110)
    for (let row = 0; row < out.count; row++) expect(out.available[row]! - out.t[row]!).toBeCloseTo(2, 9)
  })

  it('see nothing before liftoff, after the end, and below the clouds', () => {
    const net = network([leo('low')])
    const base = targets[0]!
    const seen = (t: Partial<typeof base>, at = 1000) =>
      scanned(net, 0, [{ ...base, ...t }], at, at + 5).out.count
    expect(seen({})).toBeGreaterThan(0)
    expect(seen({ liftoff: 2000 })).toBe(0)
    expect(seen({ end: 999 })).toBe(0)
    expect(seen(target(41, 127, 6900))).toBe(0)
    expect(seen(target(41, 127, 7100))).toBeGreaterThan(0)
  })

  it('lose the stated part of the reports on the link', () => {
    const count = (linkLoss: number) =>
      scanned(network([leo('low', { ...INFRARED, linkLoss })]), 0, targets, 0, 300).out.count
    const [all, kept] = [count(0), count(0.2)]
    const sigma = Math.sqrt(all * 0.2 * 0.8)
    expect(Math.abs(kept - 0.8 * all)).toBeLessThan(4 * sigma)
    expect(count(1)).toBe(0)
  })

  it('detect the stated part of the looks at the threshold', () => {
    // At 600 km straight below, the intensity is the threshold of the mid band before the Earth.
    const place = { lat: 0, lon: 0 }
    const sensor = { ...INFRARED, channels: [{ band: 'mid' as const, noiseAbove: 1, noiseBelow: 1e-11 }] }
    const net = network([slot('g', 0, { ...sensor, fieldOfRegard: 18 * DEGREE })])
    const distance = 42_164_172 - 6_378_137 - 2e5
    const at = (snr: number) =>
      targetFrom(place, 0, 90, 2e5, {
        ...BRIGHT,
        plumes: Float64Array.of(snr * 1e-11 * distance * distance),
        body: new Float64Array(3),
      })
    const looks = 4000
    for (const [snr, expected] of [
      [6, 0.5],
      [7, 0.8413447],
      [4, 0.0227501],
    ] as const) {
      const { out } = scanned(net, 2, [at(snr)], 0, looks)
      const sigma = Math.sqrt(expected * (1 - expected) * looks)
      expect(Math.abs(out.count - expected * looks)).toBeLessThan(4 * sigma)
    }
  })

  it('have false alarms at the stated rate, from every head, in the field of regard', () => {
    const interval = 50
    const net = network([leo('low', { ...INFRARED, falseAlarmInterval: interval })])
    const { out, origin } = scanned(net, 0, [], 0, 500)
    const expected = (net.heads * 500) / interval
    expect(Math.abs(out.count - expected)).toBeLessThan(4 * Math.sqrt(expected))
    expect([...origin.subarray(0, out.count)].every((o) => o === -1)).toBe(true)
    expect(new Set(out.sensor.subarray(0, out.count)).size).toBe(net.heads)
    const cosines: number[] = []
    for (let row = 0; row < out.count; row++) {
      const r = out.rSensor_eci.subarray(3 * row, 3 * row + 3)
      const u = out.u_eci.subarray(3 * row, 3 * row + 3)
      cosines.push(-(r[0]! * u[0]! + r[1]! * u[1]! + r[2]! * u[2]!) / Math.hypot(...r))
    }
    expect(Math.min(...cosines)).toBeGreaterThan(0.5 - 0.001)
    // Even over the solid angle: the cosine is uniform from 0.5 to 1, so its mean is 0.75.
    const mean = cosines.reduce((a, b) => a + b, 0) / cosines.length
    expect(Math.abs(mean - 0.75)).toBeLessThan((4 * 0.5) / Math.sqrt(12 * cosines.length))
  })

  it('serve as many objects a look as the radar has beams, each in its turn', () => {
    const place = { lat: 45, lon: 120 }
    const near = [0, 40, 80].map((azimuth) => targetFrom(place, azimuth, 40, 5e5))
    const net = network([radarAt('one', 45, 120, { ...RADAR, tracks: 1 })])
    const { out, origin } = scanned(net, 0, near, 1000, 1300)
    expect(out.count).toBeGreaterThan(280)
    for (const k of [0, 1, 2]) {
      const served = [...origin.subarray(0, out.count)].filter((o) => o === k).length
      expect(Math.abs(served - out.count / 3)).toBeLessThan(10)
    }
    const two = scanned(network([radarAt('one', 45, 120, { ...RADAR, tracks: 2 })]), 0, near, 1000, 1300)
    expect(two.out.count / out.count).toBeCloseTo(2, 1)
  })

  it('leave out heads that do not work in a run, the same ones in every scan of it', () => {
    const plan = { ...leo('low', { ...INFRARED, falseAlarmInterval: 10 }), availability: 0.5 }
    const net = network([plan])
    const working = (run: number) => {
      const { out } = scanned(net, run, [], 0, 200)
      return [...new Set(out.sensor.subarray(0, out.count))].sort((a, b) => a - b)
    }
    const first = working(0)
    expect(first.length).toBeGreaterThan(34)
    expect(first.length).toBeLessThan(74)
    expect(working(1)).not.toEqual(first)
    expect(working(0)).toEqual(first)
  })

  it('say where the sensor is, and what is measured lies within its sigmas', () => {
    const place = { lat: 45, lon: 120 }
    const object = targetFrom(place, 60, 35, 8e5)
    const net = network([radarAt('r', 45, 120)])
    const { out } = scanned(net, 0, [object], 100, 2100)
    const sums = [0, 0, 0]
    const truth = new Float64Array(3)
    const r = new Float64Array(3)
    for (let row = 0; row < out.count; row++) {
      const t = out.t[row]!
      net.headPosition(t, 0, r)
      expect([...out.rSensor_eci.subarray(3 * row, 3 * row + 3)]).toEqual([...r])
      // Where the object is: turned with the Earth from its fixed place.
      const [x, y, z] = object.trajectory.r_ecef as unknown as [number, number, number]
      const [sx, sy] = [r[0]!, r[1]!]
      const fixed = Math.atan2(sy, sx) - 120 * DEGREE
      truth.set([
        x * Math.cos(fixed) - y * Math.sin(fixed) - sx,
        x * Math.sin(fixed) + y * Math.cos(fixed) - sy,
        z - r[2]!,
      ])
      const u = out.u_eci.subarray(3 * row, 3 * row + 3)
      const distance = Math.hypot(...truth)
      const miss = Math.acos(
        Math.min(1, (u[0]! * truth[0]! + u[1]! * truth[1]! + u[2]! * truth[2]!) / distance),
      )
      const sigma = out.sigma.subarray(3 * row, 3 * row + 3)
      sums[0]! += (miss / sigma[0]!) ** 2
      sums[1]! += ((out.range[row]! - distance) / sigma[2]!) ** 2
      sums[2]! += (out.range[row]! - distance) / sigma[2]!
    }
    const n = out.count
    expect(n).toBeGreaterThan(1900)
    // Two angles of unit variance: mean square 2, its deviation 2/√n; one range: 1 ± √(2/n), mean 0 ± 1/√n.
    expect(Math.abs(sums[0]! / n - 2)).toBeLessThan((4 * 2) / Math.sqrt(n))
    expect(Math.abs(sums[1]! / n - 1)).toBeLessThan(4 * Math.sqrt(2 / n))
    expect(Math.abs(sums[2]! / n)).toBeLessThan(4 / Math.sqrt(n))
  })
})

describe('a sensor network', () => {
  it('names its heads', () => {
    const net = network(mixed)
    expect([net.heads, net.headName(0), net.headName(107), net.headName(108), net.headName(109)]).toEqual([
      110,
      'low-1',
      'low-108',
      'ground',
      'high',
    ])
    expect([net.sensorOf(5), net.sensorOf(108), net.sensorOf(109)]).toEqual([0, 1, 2])
    expect(() => net.headName(110)).toThrow('invalid sensor head 110: expected 0 to 109')
  })

  it('has the heads in sight that report where there is no chance', () => {
    const net = network([leo('low')])
    const seen = new Int32Array(net.heads)
    for (const t of [500, 1500, 3000]) {
      const count = net.visible(t, targets[0]!, seen)
      const { out } = scanned(net, 0, [targets[0]!], t - 1, t)
      expect([...seen.subarray(0, count)]).toEqual([...out.sensor.subarray(0, out.count)])
      expect(count).toBeGreaterThanOrEqual(2)
    }
  })

  it.each([
    ['a negative time', -1, 'invalid time -1 s'],
    ['a time that is no number', NaN, 'invalid time NaN s'],
  ])('refuses %s', (_, t, message) => {
    expect(() => network(mixed).scan(0, t, targets, newMeasurements(10), new Int32Array(10))).toThrow(message)
  })

  it('says when its buffers are full, instead of leaving rows out', () => {
    const net = network([leo('low')])
    expect(() => net.scan(0, 1000, targets, newMeasurements(3), new Int32Array(3))).toThrow(
      'unsupported measurements: more than 3 in one scan',
    )
  })

  it.each([
    ['an infrared sensor on the ground', radarAt('a', 1, 1, INFRARED), 'unsupported a: an infrared sensor'],
    ['a radar on a satellite', slot('a', 1, RADAR), 'unsupported a: a radar stands on the ground'],
    [
      'an orbit into the ground',
      {
        id: 'a',
        sensor: INFRARED,
        availability: 1,
        stand: {
          orbits: [
            { perigee: -1e5, apogee: 1e6, inclination: 1, argumentOfPerigee: 0, raan: 0, meanAnomaly: 0 },
          ],
        },
      },
      'invalid orbit perigee -100000 m',
    ],
  ])('refuses %s', (_, plan, message) => {
    expect(() => network([plan])).toThrow(message)
  })

  it('refuses two sensors of one id, and a step or clouds out of range', () => {
    expect(() => network([leo('a'), leo('a')])).toThrow('invalid sensor a: two sensors have this id')
    expect(() => network([leo('a')], { step: 0 })).toThrow('invalid scan step 0 s')
    expect(() => network([leo('a')], { cloudTop: -1 })).toThrow('invalid cloud tops -1 m')
    expect(network([], { epoch: EPOCH }).heads).toBe(0)
  })
})
