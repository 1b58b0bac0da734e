import { describe, expect, it } from 'vitest'
import { toInternal } from '../core/index.ts'
import { geodeticHeight } from '../earth/index.ts'
import { CATALOG } from '../generated/catalog.ts'
import { phasesOf, solveFlight, stateAt, type Phase, type Shape, type Trajectory } from './index.ts'
import { vehicleSchema } from './schema.ts'

const DEG = Math.PI / 180
const fly = (id: string, lat: number, lon: number, shape: Shape = 'minimum-energy'): Trajectory =>
  solveFlight({
    vehicle: toInternal(vehicleSchema.parse(CATALOG.find((e) => e.id === id)!.value)),
    launch: { lat: 50 * DEG, lon: 0 },
    aim: { lat: lat * DEG, lon: lon * DEG },
    shape,
  }).trajectory

const heightAt = (path: Trajectory, t: number): number => {
  const r = new Float64Array(3)
  stateAt(path, t, r)
  return geodeticHeight(r)
}
const names = (phases: readonly Phase[]): string[] => phases.map((p) => p.name)
const LONG = fly('icbm-solid-generic', 60, -100)

describe('phasesOf', () => {
  it('has boost to burnout, midcourse to 100 km, terminal to impact, without gaps', () => {
    const phases = phasesOf(LONG)
    expect(names(phases)).toEqual(['boost', 'midcourse', 'terminal'])
    expect(phases[0]!.from).toBe(0)
    expect(phases[0]!.to).toBe(LONG.burnout)
    expect(phases.at(-1)!.to).toBe(LONG.impact.t)
    phases.slice(1).forEach((p, i) => expect(p.from).toBe(phases[i]!.to))
    expect(heightAt(LONG, phases[2]!.from)).toBeCloseTo(100_000, 1)
    expect(heightAt(LONG, phases[2]!.from + 1)).toBeLessThan(100_000)
  })

  it('has no midcourse where the flight stays below 100 km', () => {
    const short = fly('v-2', 51.5, 0, 'depressed')
    expect(short.apogee.altitude).toBeLessThan(100_000)
    expect(phasesOf(short)).toEqual([
      { name: 'boost', from: 0, to: short.burnout },
      { name: 'terminal', from: short.burnout, to: short.impact.t },
    ])
  })

  it('keeps the phases that a flight carries', () => {
    const phases: Phase[] = [{ name: 'glide', from: 0, to: 10 }]
    expect(phasesOf({ ...LONG, phases })).toBe(phases)
  })
})
