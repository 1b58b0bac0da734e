import { describe, expect, it } from 'vitest'
import { toInternal } from '../core/index.ts'
import { CATALOG } from '../generated/catalog.ts'
import { rocketOf } from '../threat/index.ts'
import { vehicleSchema } from '../threat/schema.ts'
import { standing } from './fixture.ts'
import { bandRadiance } from './planck.ts'
import { intensityAt, signatureOf, type Signature } from './signature.ts'

const written = (id: string) =>
  vehicleSchema.parse(CATALOG.find((e) => e.kind === 'vehicle' && e.id === id)!.value)
const solid = signatureOf(toInternal(written('icbm-solid-generic')))

/** A flight whose stages end at these times. */
const flight = (stageEnds: readonly number[]) => ({
  ...standing(0, 0, 0),
  stageEnds,
  burnout: stageEnds.at(-1)!,
})

function seen(signature: Signature, t: number, altitude: number, ends: readonly number[] = [60, 120, 175]) {
  const out = new Float64Array(5)
  intensityAt(signature, flight(ends), t, altitude, out, 1)
  expect([out[0], out[4]]).toEqual([0, 0])
  return out.slice(1, 4)
}

/** Short-wave intensity of the plume alone. */
const plume = (t: number, altitude: number): number => seen(solid, t, altitude)[0]! - solid.body[0]!

describe('a signature', () => {
  it('takes a stage’s own plume, and else 0.3 W/sr per N of vacuum thrust', () => {
    expect([...solid.plumes]).toEqual([400_000, 50_000, 20_000])
    const { stages, ...rest } = written('icbm-solid-generic')
    const bare = toInternal({ ...rest, stages: stages.map(({ plume_w_sr: _, ...stage }) => stage) })
    const { burns } = rocketOf(bare)
    signatureOf(bare).plumes.forEach((plume, i) => expect(plume).toBeCloseTo(0.3 * burns[i]!.vacuumThrust, 6))
    // First stages of 1e5 to 1e6 W/sr, upper ones of 1e3 to 1e5, as recalled.
    expect(signatureOf(bare).plumes[0]).toBeGreaterThan(1e5)
    expect(signatureOf(bare).plumes[2]).toBeLessThan(1e5)
  })

  it('is that of the burning stage, dim at staging and gone with the thrust', () => {
    expect(plume(30, 30_000)).toBeCloseTo(400_000, 3)
    expect(plume(90, 30_000)).toBeCloseTo(50_000, 3)
    expect(plume(150, 30_000)).toBeCloseTo(20_000, 3)
    expect(plume(59.1, 30_000)).toBeCloseTo(0.05 * 400_000, 3)
    expect(plume(60.9, 30_000)).toBeCloseTo(0.05 * 50_000, 3)
    expect(plume(58.9, 30_000)).toBeCloseTo(400_000, 3)
    expect([...seen(solid, 175, 30_000)]).toEqual([...solid.body])
  })

  it('ends with the thrust where that is cut off before the last stage is spent', () => {
    const cut = { ...flight([60, 150]), burnout: 130 }
    const out = new Float64Array(3)
    intensityAt(solid, cut, 131, 3e5, out, 0)
    expect([...out]).toEqual([...solid.body])
  })

  it('has a trough at 70 to 90 km: less than a tenth of what it is below and a third of what it is above', () => {
    const at = (km: number) => plume(150, km * 1000)
    for (const km of [70, 80, 90]) {
      expect(at(km)).toBeLessThan(0.1 * at(45))
      expect(at(km)).toBeLessThan(at(150) / 3)
    }
    // Level beyond the ends of the curve, and even in the logarithm between its points.
    expect(at(1000)).toBe(at(300))
    expect(at(-1)).toBe(at(0))
    expect(at(75)).toBeCloseTo(Math.sqrt(at(70) * at(80)), 6)
  })

  it('after burnout is a warm body: bright in the long wave, nearly dark in the short one', () => {
    const body = seen(solid, 200, 3e5)
    expect(body[2]).toBeCloseTo(0.9 * 1.5 * bandRadiance(2, 300), 9)
    // 300 K: 38 W/m²/sr between 8 and 12 µm.
    expect(bandRadiance(2, 300)).toBeGreaterThan(35)
    expect(bandRadiance(2, 300)).toBeLessThan(42)
    expect(body[1]! / body[2]!).toBeLessThan(0.1)
    expect(body[0]! / body[2]!).toBeLessThan(1e-3)
  })

  it('shows the last stage again where that brakes out of an orbit', () => {
    const coasting = { ...flight([60, 120]), braking: { from: 1000, to: 1015 } }
    const shortWave = (t: number): number => {
      const out = new Float64Array(3)
      intensityAt(solid, coasting, t, 150_000, out, 0)
      return out[0]! - solid.body[0]!
    }
    expect([999, 1015].map(shortWave)).toEqual([0, 0])
    expect(shortWave(1007)).toBeCloseTo(0.25 * 20_000, 6)
  })

  it('takes what flies on from the object that was released', () => {
    const decoy = { area: 2, temperature: 250, emissivity: 0.5, crossSection: 0.03 }
    const light = signatureOf(toInternal(written('icbm-solid-generic')), decoy)
    expect(light.bodyCrossSection).toBe(0.03)
    expect(light.body[2]).toBeCloseTo(bandRadiance(2, 250), 9)
    expect([...light.plumes]).toEqual([...solid.plumes])
  })

  it('glows from the start of a glide on', () => {
    const glider = signatureOf(toInternal(written('hgv-solid-generic')))
    const path = {
      ...flight([65, 135]),
      phases: [
        { name: 'boost', from: 0, to: 135 },
        { name: 'midcourse', from: 135, to: 370 },
        { name: 'glide', from: 370, to: 1600 },
        { name: 'terminal', from: 1600, to: 1700 },
      ] as const,
    }
    const at = (t: number): number[] => {
      const out = new Float64Array(3)
      intensityAt(glider, path, t, 45_000, out, 0)
      return [...out]
    }
    expect(at(369)).toEqual([...glider.body])
    expect(at(370)[1]).toBeCloseTo(0.9 * 1.5 * bandRadiance(1, 1700), 6)
    expect(at(1650)).toEqual(at(370))
    // A kilowatt per steradian and more in the mid wave, ten thousand times the cold body.
    expect(at(370)[1]).toBeGreaterThan(1000)
    expect(solid.hotBody).toBeUndefined()
  })
})
