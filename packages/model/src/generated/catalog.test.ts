import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { unitOf } from '../core/index.ts'
import { AREAS, type AreaEntry } from './areas.ts'
import { CATALOG, SOURCES, type CatalogEntry, type CatalogFigure } from './index.ts'

const script = fileURLToPath(new URL('../../../../scripts/generate.mjs', import.meta.url))
const figures = CATALOG.flatMap((entry) => entry.figures.map((figure) => ({ entry, figure })))
const label = (entry: CatalogEntry, figure: CatalogFigure) => `${entry.id}.${figure.path}`

interface Site {
  readonly country: string
  readonly role: string
  readonly lat_deg: number
  readonly lon_deg: number
}
const sites = CATALOG.filter((entry) => entry.kind === 'site').map((entry) => ({
  id: entry.id,
  ...(entry.value as Site),
}))

function area(id: string): AreaEntry {
  const found = AREAS.find((a) => a.id === id)
  if (found === undefined) throw new Error(`no area ${id}`)
  return found
}

/** Edges of all rings as [lat, lon, lat, lon] in degrees, the closing edge included. */
function* edges(of: AreaEntry): Generator<readonly [number, number, number, number]> {
  for (const ring of of.polygons) {
    for (let i = 0; i < ring.length; i += 2) {
      const j = (i + 2) % ring.length
      yield [ring[i] ?? NaN, ring[i + 1] ?? NaN, ring[j] ?? NaN, ring[j + 1] ?? NaN]
    }
  }
}

function isInside(of: AreaEntry, lat: number, lon: number): boolean {
  let inside = false
  for (const [lat1, lon1, lat2, lon2] of edges(of)) {
    if (lat1 > lat !== lat2 > lat && lon < lon1 + ((lat - lat1) / (lat2 - lat1)) * (lon2 - lon1))
      inside = !inside
  }
  return inside
}

/** Kilometres to the nearest edge, on the plane that touches the sphere at the point: good for tens of km. */
function distanceToEdge(of: AreaEntry, lat: number, lon: number): number {
  const kmPerDegree = 111.2
  const shrink = Math.cos((lat * Math.PI) / 180)
  let least = Infinity
  for (const [lat1, lon1, lat2, lon2] of edges(of)) {
    const x = (lon1 - lon) * shrink
    const y = lat1 - lat
    const dx = (lon2 - lon1) * shrink
    const dy = lat2 - lat1
    const length = dx * dx + dy * dy
    const along = length === 0 ? 0 : Math.min(1, Math.max(0, -(x * dx + y * dy) / length))
    least = Math.min(least, Math.hypot(x + along * dx, y + along * dy) * kmPerDegree)
  }
  return least
}

/** The value at a figure's path. */
function lookUp(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((v, step) => (v as Record<string, unknown> | undefined)?.[step], value)
}

/** Every number of a nested value with its path. */
function numbers(value: unknown, path = ''): string[] {
  if (typeof value === 'number') return [path]
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, inner]) => numbers(inner, path === '' ? key : `${path}.${key}`))
}

describe('the catalog', () => {
  it('has the vehicles, interceptors and studies that scenarios name', () => {
    const ids = CATALOG.map((entry) => `${entry.kind} ${entry.id}`)
    for (const id of [
      'vehicle icbm-solid-generic',
      'vehicle icbm-liquid-generic',
      'vehicle v-2',
      'vehicle minuteman-3',
      'interceptor sbi-notional',
      'site sinpung-dong',
      'site chicago',
      'study cbo-2026',
    ]) {
      expect(ids).toContain(id)
    }
    expect(new Set(ids).size).toBe(CATALOG.length)
    // Only a cost preset may carry the id of another entry, the study that it reads.
    const others = CATALOG.filter((entry) => entry.kind !== 'cost')
    expect(new Set(others.map((entry) => entry.id)).size).toBe(others.length)
  })

  it('gives every number of every entry a figure with the same value', () => {
    for (const entry of CATALOG) {
      expect(entry.figures.map((f) => f.path).sort(), entry.id).toEqual(numbers(entry.value).sort())
      for (const f of entry.figures) expect(lookUp(entry.value, f.path), label(entry, f)).toBe(f.value)
    }
  })

  it('gives every figure a known mark, a known source and a place in it', () => {
    const known = new Set(SOURCES.map((s) => s.id))
    for (const { entry, figure } of figures) {
      expect(['published', 'second-hand', 'assumption'], label(entry, figure)).toContain(figure.mark)
      for (const cited of [figure, ...(figure.alternatives ?? [])]) {
        expect(known.has(cited.source), label(entry, figure)).toBe(true)
        expect(cited.where.trim(), label(entry, figure)).not.toBe('')
      }
    }
  })

  it('gives every assumption a low and a high around its value', () => {
    const assumptions = figures.filter(({ figure }) => figure.mark === 'assumption')
    expect(assumptions.length).toBeGreaterThan(0)
    for (const { entry, figure } of assumptions) {
      expect(figure.low, label(entry, figure)).toBeLessThanOrEqual(figure.value)
      expect(figure.high, label(entry, figure)).toBeGreaterThanOrEqual(figure.value)
    }
  })

  it("names the unit that the field's suffix means in the model", () => {
    for (const { entry, figure } of figures) {
      const name = figure.path.split('.').findLast((step) => !/^\d+$/.test(step)) ?? ''
      const money = /_(usd|cad|eur|aud)_([mb])$/.exec(name)
      const unit = money
        ? `${money[1]!.toUpperCase()} ${money[2] === 'm' ? 'million' : 'billion'}`
        : (unitOf(name)?.unit ?? '1')
      expect(figure.unit, label(entry, figure)).toBe(unit)
    }
  })

  it('cites no source twice under two ids and lists each with its edition', () => {
    expect(new Set(SOURCES.map((s) => s.title)).size).toBe(SOURCES.length)
    for (const source of SOURCES) expect(source.edition.trim(), source.id).not.toBe('')
  })
})

describe('the generic ICBMs', () => {
  const burn = (id: string, end: 'low' | 'value' | 'high') =>
    figures
      .filter(({ entry, figure }) => entry.id === id && figure.path.endsWith('burn_time_s'))
      .reduce((sum, { figure }) => sum + (figure[end] ?? NaN), 0)

  it('burn for 170 to 180 s (solid) and 240 to 250 s (liquid), after APS 2003', () => {
    expect(burn('icbm-solid-generic', 'low')).toBe(170)
    expect(burn('icbm-solid-generic', 'high')).toBe(180)
    expect(burn('icbm-liquid-generic', 'low')).toBe(240)
    expect(burn('icbm-liquid-generic', 'high')).toBe(250)
  })

  it('have three and two stages, all figures but the drag table being assumptions', () => {
    for (const [id, stages] of [
      ['icbm-solid-generic', 3],
      ['icbm-liquid-generic', 2],
    ] as const) {
      const entry = CATALOG.find((e) => e.id === id)
      expect((entry?.value as { stages: unknown[] }).stages).toHaveLength(stages)
      const others = entry?.figures.filter((f) => !f.path.startsWith('drag.')) ?? []
      expect(new Set(others.map((f) => f.mark))).toEqual(new Set(['assumption']))
    }
  })
})

describe('the cities', () => {
  const countries = [
    ['USA', 'united-states', 25],
    ['CAN', 'canada', 11],
  ] as const

  it.each(countries)('of %s lie in their country, or within 25 km of it', (country, id, count) => {
    const cities = sites.filter((s) => s.role === 'city' && s.country === country)
    expect(cities).toHaveLength(count)
    const polygon = area(id)
    for (const { id: city, lat_deg, lon_deg } of cities) {
      // Natural Earth's 1:50m coast leaves harbour cities outside by a few kilometres.
      const outside = isInside(polygon, lat_deg, lon_deg) ? 0 : distanceToEdge(polygon, lat_deg, lon_deg)
      expect(outside, city).toBeLessThan(25)
    }
  })

  it('lie in no other area of the list', () => {
    for (const { id, country, lat_deg, lon_deg } of sites.filter((s) => s.role === 'city')) {
      const own = country === 'USA' ? 'united-states' : 'canada'
      const others = AREAS.filter((a) => a.id !== own && isInside(a, lat_deg, lon_deg))
      expect(
        others.map((a) => a.id),
        id,
      ).toEqual([])
    }
  })
})

describe('the areas', () => {
  it('hold open rings of pairs within the ranges of latitude and longitude', () => {
    for (const { id, polygons } of AREAS) {
      for (const ring of polygons) {
        expect(ring.length % 2, id).toBe(0)
        expect(ring.length, id).toBeGreaterThanOrEqual(6)
        expect([ring.at(-2), ring.at(-1)], id).not.toEqual([ring[0], ring[1]])
        for (let i = 0; i < ring.length; i += 2) {
          expect(Math.abs(ring[i] ?? NaN)).toBeLessThanOrEqual(90)
          expect(Math.abs(ring[i + 1] ?? NaN)).toBeLessThanOrEqual(180)
        }
      }
    }
  })

  it.each([
    ['united-states', 64.8, -147.7, true], // Fairbanks
    ['united-states', 20.8, -156.3, true], // Maui
    ['united-states', 52.9, 173.1, true], // Attu, east of 180 degrees
    ['united-states', 18.2, -66.4, false], // Puerto Rico is not among the 50 states
    ['united-states', 43, -80, false], // southern Ontario
    ['canada', 43, -80, true],
    ['canada', 82.5, -62.3, true], // Alert
    ['canada', 60, -85, false], // Hudson Bay
  ])('%s at %f, %f: %s', (id, lat, lon, expected) => {
    expect(isInside(area(id), lat, lon)).toBe(expected)
  })
})

describe('the generator', () => {
  const head = (id: string) => `id: ${id}\nkind: study\nname: A study\ndoc: A study.\n`
  const cited = 'source: {id: report, where: page 1}'

  function generate(studies: Readonly<Record<string, string>>) {
    const root = mkdtempSync(join(tmpdir(), 'opendome-catalog-'))
    try {
      mkdirSync(join(root, 'catalog', 'studies'), { recursive: true })
      writeFileSync(
        join(root, 'catalog', 'sources.yaml'),
        "- {id: report, title: A report, edition: '2020'}\n",
      )
      for (const [id, text] of Object.entries(studies)) {
        writeFileSync(join(root, 'catalog', 'studies', `${id}.yaml`), text)
      }
      return spawnSync(process.execPath, [script, '--root', root], { encoding: 'utf8' })
    } finally {
      rmSync(root, { recursive: true })
    }
  }

  it('accepts a figure with source and mark, and defaults for plain numbers', () => {
    const run = generate({
      good:
        `${head('good')}range_km: {value: 1, unit: km, mark: published, ${cited}}\n` +
        `part:\n  defaults: {mark: second-hand, ${cited}}\n  mass_kg: 5\n`,
    })
    expect(run.stderr).toBe('')
    expect(run.status).toBe(0)
    expect(run.stdout).toContain('1 entries, 2 figures, 1 sources')
  })

  it('reports every fault at its line and column, and exits 1', () => {
    const run = generate({
      a:
        `${head('a')}no_source_km: {value: 1, mark: published}\n` +
        `no_mark_km: {value: 1, ${cited}}\n` +
        `bad_mark_km: {value: 1, mark: rumour, ${cited}}\n` +
        `bad_unit_km: {value: 1, unit: m, mark: published, ${cited}}\n` +
        `no_range_km: {value: 1, mark: assumption, ${cited}}\n` +
        `bad_range_km: {value: 1, low: 2, high: 3, mark: assumption, ${cited}}\n` +
        `bad_source_km: {value: 1, mark: published, source: {id: nowhere, where: page 1}}\n` +
        `no_place_km: {value: 1, mark: published, source: {id: report}}\n` +
        `bare_km: 7\n` +
        `extra_km: {value: 1, mark: published, ${cited}, colour: red}\n` +
        `text_km: {value: many, mark: published, ${cited}}\n`,
      b: head('c'),
    })
    expect(run.status).toBe(1)
    expect(run.stdout).toBe('')
    for (const line of [
      'a.yaml:5:15: missing source of no_source_km',
      'a.yaml:6:13: missing mark of no_mark_km',
      'a.yaml:7:14: invalid mark rumour of bad_mark_km',
      'a.yaml:8:14: invalid unit m of bad_unit_km: its name says km',
      'a.yaml:9:14: missing low and high of no_range_km',
      'a.yaml:10:15: invalid low 2 of bad_range_km',
      'a.yaml:11:16: unknown source nowhere of bad_source_km',
      'a.yaml:12:14: missing where of no_place_km',
      'a.yaml:13:10: missing mark of bare_km',
      'a.yaml:13:10: missing source of bare_km',
      'a.yaml:14:11: unknown field colour of figure extra_km',
      'a.yaml:15:10: invalid value many of text_km',
      "b.yaml:1:1: invalid id c: expected the file's name, b",
    ]) {
      expect(run.stderr).toContain(`catalog/studies/${line}`)
    }
    expect(run.stderr).toContain('13 faults in catalog/, nothing written')
  })
})
