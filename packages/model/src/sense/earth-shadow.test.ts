import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ecefFromGeodetic, geodeticHeight } from '../earth/index.ts'
import { EPOCH, INFRARED } from './fixture.ts'
import { InfraredInstrument, type Infrared } from './infrared.ts'
import { OBJECT } from './instrument.ts'

const CLOUDS = 7000
const WIDE: Infrared = { ...INFRARED, fieldOfRegard: Math.PI }

const latitude = fc.double({ min: -Math.PI / 2, max: Math.PI / 2, noNaN: true })
const longitude = fc.double({ min: -Math.PI, max: Math.PI, noNaN: true })
const somewhere = (low: number, high: number): fc.Arbitrary<Float64Array> =>
  fc.tuple(latitude, longitude, fc.double({ min: low, max: high, noNaN: true })).map(([lat, lon, height]) => {
    const out = new Float64Array(3)
    ecefFromGeodetic(lat, lon, height, out)
    return out
  })
/** Objects of one raid: within some hundred kilometres of each other, from the ground up to where they fly on. */
const raid = fc
  .tuple(
    somewhere(0, 2e6),
    fc.array(fc.array(fc.double({ min: -5e5, max: 5e5, noNaN: true }), { minLength: 3, maxLength: 3 }), {
      maxLength: 8,
    }),
  )
  .map(([centre, offsets]) => [centre, ...offsets.map((o) => centre.map((c, k) => c + o[k]!))])

function table(places: readonly Float64Array[]): Float64Array {
  const objects = new Float64Array(OBJECT.WIDTH * places.length)
  places.forEach((r, i) => {
    objects.set(r, OBJECT.WIDTH * i)
    objects[OBJECT.WIDTH * i + OBJECT.ALTITUDE] = geodeticHeight(r)
  })
  return objects
}

/** Does the satellite call itself blind, and how many of the objects does it see? */
function look(s: Float64Array, places: readonly Float64Array[]): { blind: boolean; seen: number } {
  const objects = table(places)
  const instrument = new InfraredInstrument(WIDE, CLOUDS, EPOCH)
  instrument.begin(0)
  instrument.gather(objects, places.length)
  instrument.stand(s[0]!, s[1]!, s[2]!)
  const seen = places.filter((_, i) => instrument.sees(objects, OBJECT.WIDTH * i)).length
  return { blind: instrument.blind(), seen }
}

describe('a satellite that calls itself blind to a raid', () => {
  it('sees none of it', () => {
    let blind = 0
    let hidden = 0
    fc.assert(
      fc.property(somewhere(3e5, 4e7), raid, (s, places) => {
        const got = look(s, places)
        if (got.seen === 0) hidden++
        if (!got.blind) return
        blind++
        expect(got.seen).toBe(0)
      }),
      { numRuns: 5000, seed: 4 },
    )
    // It says so of most raids that the Earth hides: what is left stands near the limb or wide apart.
    expect(blind).toBeGreaterThan(0.8 * hidden)
    expect(hidden).toBeGreaterThan(1000)
  })

  it('is one beyond the limb of a single object, to within a kilometre in a thousand', () => {
    const r = new Float64Array(3)
    const s = new Float64Array(3)
    ecefFromGeodetic(0, 0, 200e3, r)
    let last = -1
    let first = -1
    for (let k = 0; k <= 3000; k++) {
      ecefFromGeodetic(0, (k / 3000) * Math.PI, 1e6, s)
      const got = look(s, [r])
      if (got.seen > 0) last = k
      if (got.blind && first < 0) first = k
    }
    expect(first).toBeGreaterThan(last)
    // 3000 steps of 0.06°; a bound good for radii 1 % larger gives away half a degree of 45.
    expect(first - last).toBeLessThan(30)
  })

  it('is any satellite where nothing has risen above the clouds, and none where objects stand all round', () => {
    const s = new Float64Array(3)
    ecefFromGeodetic(0, 0, 1e6, s)
    const at = (lon: number, height: number): Float64Array => {
      const out = new Float64Array(3)
      ecefFromGeodetic(0, lon, height, out)
      return out
    }
    expect(look(s, [at(0.1, CLOUDS - 1)]).blind).toBe(true)
    expect(look(s, [at(0.1, CLOUDS + 1)]).blind).toBe(false)
    expect(look(s, [at(0, 2e5), at(2.1, 2e5), at(-2.1, 2e5)]).blind).toBe(false)
  })
})
