import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { OpendomeError } from '@opendome/model/core'
import { casesTable, runCases } from './index.ts'

/** The cases that the rooms have to reproduce. */
const REQUIRED = [
  'earth/us76',
  'earth/us76-upper',
  'earth/geodesic',
  'earth/teme-itrf',
  'orbit/kepler-vallado-2.4',
  'orbit/lambert-vallado-7.5',
  'orbit/j2-drift-curtis-12.2',
  'orbit/secular',
  'orbit/rosette-5-5-1',
  'orbit/iridium',
  'orbit/limb',
  'orbit/life',
  'threat/minimum-energy',
  'threat/minuteman',
  'threat/hwasong-18-2023-07',
  'threat/hwasong-17-2023-03',
  'threat/v2',
  'sense/limb',
  'sense/stereo',
  'sense/csis-91',
  'track/kalman-predict',
  'track/kalman-update',
  'track/ospa',
  'track/gospa',
  'command/assignment-3',
  'fleet/aei-flyout',
  'fleet/aei-ratio',
  'fleet/aei-count',
  'fleet/aei-glide',
  'fleet/aei-mass',
  'fleet/inclined-density',
  'fleet/cbo-2026',
  'fleet/aps-2003',
  'cost/cbo-2026-sbi',
  'cost/cbo-2026-sum',
  'cost/tracking',
  'cost/aei-boost',
  'cost/aei-midcourse',
  'cost/calculator',
  'cost/launch-price',
  'cost/aps-launch',
  'cost/ngi',
  'cost/canada',
  'fleet/aei-boost-tiers',
  'fleet/spherical-cap',
  'fleet/simple-density',
  'orbit/iridium-streets',
  'orbit/csis-stereo',
]

/**
 * Processor time, so that `opendome validate` answers while one waits: some 40 s, half of it sizing the brackets of the studies; a shared core took
 * twice as long.
 */
const LONGEST_SECONDS = 120

describe('the cases', () => {
  const start = process.cpuUsage()
  const results = runCases()
  const seconds = process.cpuUsage(start).user / 1e6

  it('hold every required one', () => {
    const ids = new Set(results.map((r) => r.id))
    expect(REQUIRED.filter((id) => !ids.has(id))).toEqual([])
  })

  it('all pass, brackets aside', () => {
    const failed = results.filter((r) => r.pass === false)
    expect(failed.map((r) => `${r.id} ${r.quantity}: ${r.expected}, got ${r.got}`)).toEqual([])
  })

  it('judge everything but brackets', () => {
    expect(results.filter((r) => (r.pass === null) !== (r.class === 'bracket'))).toEqual([])
  })

  it('give finite numbers, and differences that are got minus expected', () => {
    for (const { expected, got, difference } of results) {
      expect(Number.isFinite(got)).toBe(true)
      expect(difference).toBe(typeof expected === 'number' ? (got as number) - expected : null)
    }
  })

  it('name a source with its edition, and a reason for each tolerance', () => {
    for (const { id, source, tolerance, reason } of results) {
      expect(source, id).toMatch(/^.{5,} \(.{4,}\)/)
      expect(tolerance, id).not.toBe('')
      expect(reason, id).toMatch(/^[A-Z0-9].{15,}\.$/)
    }
  })

  it('compare each quantity once', () => {
    const keys = results.map((r) => `${r.id} ${r.quantity}`)
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('are those of the page: else run `node validation/write-page.mjs`', () => {
    expect(readFileSync(new URL('../README.md', import.meta.url), 'utf8')).toBe(casesTable(results))
  })

  it('have a line each on the page, and so has every quantity', () => {
    const lines = casesTable(results).split('\n')
    for (const { id, room, quantity } of results) {
      const name = id.slice(room.length + 1)
      expect(
        lines.filter((l) => l.startsWith(`| ${name} `) && l.includes(`| ${quantity.replaceAll('<', '\\<')} `))
          .length,
      ).toBeGreaterThan(0)
      expect(lines.filter((l) => l.startsWith(`- **${id}**`)).length).toBe(1)
    }
  })

  it(`take less than ${LONGEST_SECONDS} s of processor time`, () => {
    expect(seconds).toBeLessThan(LONGEST_SECONDS)
  })
})

describe('runCases of some rooms', () => {
  it('gives those rooms only, with the same numbers again', () => {
    const first = runCases(['earth', 'threat'])
    expect(new Set(first.map((r) => r.room))).toEqual(new Set(['earth', 'threat']))
    expect(runCases(['earth', 'threat'])).toEqual(first)
  })

  it('refuses a room without cases', () => {
    expect(() => runCases(['moon'])).toThrow(OpendomeError)
    expect(() => runCases(['moon'])).toThrow(
      /^unknown room moon: expected one of earth, orbit, threat, sense, track, engage, command, fleet, cost$/,
    )
  })
})
