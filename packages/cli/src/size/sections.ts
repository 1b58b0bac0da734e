import type { SizeReport } from '@opendome/model'
import type { PlacesReport } from '@opendome/model/study'
import { decimalsFor, fixed, percent, significant } from '../text/format.ts'
import { table } from '../text/table.ts'
import { wrap } from '../text/wrap.ts'

type Life = SizeReport['life']

/** Rows that the latitudes of a region are gathered into. */
const MOST_ROWS = 8

/** What drag does to one shell, a line or two: `falls within 21 days without propulsion`, `5 years take 2,052 m/s, 61 % of the mass as propellant`. */
export function dragWords(shell: Life['shells'][number], { years: wanted, propulsion }: Life): string[] {
  const { natural_years: natural, make_up_m_s: total } = shell
  if (natural === null) return ['left out above 1,000 km']
  const falls = `falls within ${years(natural)} without propulsion`
  if (!propulsion) return [falls]
  if (total === null) return [falls, 'no propulsion holds it']
  const share = percent(shell.propellant_share)
  return [falls, `${significant(wanted)} years take ${fixed(total)} m/s, ${share} of its mass as propellant`]
}

/** What life and make-up rest on. */
export function lifeWords(life: Life): string {
  return `drag: ${significant(life.years)} years ${life.propulsion ? `with propulsion of ${significant(life.isp_s)} s` : 'without propulsion'}, ${significant(life.area_to_mass_m2_kg)} m²/kg, drag coefficient ${significant(life.drag_coefficient)}, F10.7 ${significant(life.f107)}, Ap ${significant(life.ap)}`
}

/** `21 days`, `2.7 years`. */
export function years(x: number): string {
  const days = x * 365.25
  if (days < 1) return 'hours'
  if (x < 1) return `${fixed(days)} ${Math.round(days) === 1 ? 'day' : 'days'}`
  return `${fixed(x, x < 10 ? 1 : 0).replace(/\.0$/, '')} years`
}

/** `38.3 to 42.3 N`; several intervals with commas. */
export function latitudesWords(intervals: readonly (readonly [number, number])[], decimals?: number): string {
  return intervals
    .map(([from, to]) => {
      const side = (x: number): string => (x < 0 ? 'S' : 'N')
      const number = (x: number): string =>
        decimals === undefined ? significant(Number(Math.abs(x).toFixed(2))) : Math.abs(x).toFixed(decimals)
      if (side(from) !== side(to)) return `${number(from)} ${side(from)} to ${number(to)} ${side(to)}`
      const [a, b] = from < 0 ? [to, from] : [from, to]
      return `${number(a)} to ${number(b)} ${side(from)}`
    })
    .join(', ')
}

/** The latitudes for which a search kept the guarantee besides the launch points, and what is kept there. */
export function latitudesKept({ search }: SizeReport, width: number): string[] {
  const launches = search?.launches.filter((l) => l.latitudes_deg.length > 0) ?? []
  if (launches.length === 0) return []
  return table({
    head: ['The boost from', 'carried to', 'kept in reach', 'where it is least'],
    rows: launches.map((l) => ({
      cells: [
        l.launch,
        latitudesWords(l.latitudes_deg),
        fixed(l.guaranteed, decimalsFor([l.guaranteed])),
        latitude(l.worst_lat_deg),
      ],
    })),
    left: [0, 1],
    width,
  })
}

export function placesTitle({ id }: PlacesReport): string {
  return `Launches from anywhere: ${id}`
}

/** A region or a line: two sentences and a table by latitude. */
export function placesLines(places: PlacesReport, need: number, width: number): string[] {
  const { min, min_at_least: atLeast, worst_lon_deg: lon } = places
  const worst = `${latitude(places.worst_lat_deg)}${lon === null ? '' : ` ${longitude(lon)}`}`
  const proof =
    min === atLeast
      ? 'no place has fewer'
      : `no place has fewer than ${fixed(atLeast)}, between the two was not searched out`
  const sentence =
    `${fixed(places.mean, decimalsFor([places.mean]))} in reach on average, ${fixed(places.p05)} or more in 95 % of moments and places, ` +
    `${fixed(min)} at worst (${worst}; ${proof}). ${fixed(need)} or more: ${percent(places.share_with_need)}.`
  const how =
    `The boost of ${places.profile} is carried there at azimuth ${fixed(places.azimuth_deg)} deg` +
    (places.over_phases ? '; full shells over all their phases, where longitude does not matter.' : '.')
  return [...wrap(sentence, width), ...wrap(how, width), '', ...byLatitude(places, width)]
}

/** Places gathered into a few bands of latitude, from south to north. */
function byLatitude({ places }: PlacesReport, width: number): string[] {
  const lats = places.map((p) => p.lat_deg)
  const [low, high] = [Math.min(...lats), Math.max(...lats)]
  const rows = Math.max(1, Math.min(MOST_ROWS, new Set(lats).size))
  const bands = Array.from({ length: rows }, (_, k) => {
    const inBand = places.filter(
      (p) => Math.min(rows - 1, Math.floor(((p.lat_deg - low) / (high - low || 1)) * rows)) === k,
    )
    const share = inBand.reduce((sum, p) => sum + p.share, 0)
    return {
      from: low + ((high - low) * k) / rows,
      to: low + ((high - low) * (k + 1)) / rows,
      share,
      mean: inBand.reduce((sum, p) => sum + (p.mean * p.share) / (share || 1), 0),
      min: Math.min(...inBand.map((p) => p.min)),
      count: inBand.length,
    }
  }).filter((band) => band.count > 0)
  return table({
    head: ['latitude', 'share of the places', 'on average', 'at worst'],
    rows: bands.map((band) => ({
      cells: [
        latitudesWords([[band.from, band.to]], 2),
        percent(band.share),
        fixed(band.mean, 1),
        fixed(band.min),
      ],
    })),
    left: [0],
    width,
  })
}

/** The trade of altitude against fleet as a table. */
export function tradeLines({ search }: SizeReport, width: number): string[] {
  const trade = search?.trade ?? null
  if (trade === null) return []
  return table({
    head: [
      'altitude, km',
      'interceptors',
      'at least',
      'inclination, deg',
      'falls without propulsion within',
      'make-up, m/s',
      'of the mass',
    ],
    rows: trade.map((t) => ({
      cells: [
        significant(t.altitude_km),
        t.fleet === null ? (t.refused === null ? 'none' : 'left out') : fixed(t.fleet.count),
        t.fleet === null
          ? ''
          : t.complete
            ? 'smallest'
            : fixed((t.lower_bound! * t.fleet.count) / t.fleet.satellites),
        t.fleet === null ? '' : fixed(t.fleet.shells[0]!.inclination_deg, 1),
        t.natural_years === null ? '' : years(t.natural_years),
        t.make_up_m_s === null ? '' : fixed(t.make_up_m_s),
        percent(t.propellant_share),
      ],
    })),
    left: [],
    width,
  })
}

function latitude(x: number): string {
  return `${Math.abs(x).toFixed(2)} ${x < 0 ? 'S' : 'N'}`
}

function longitude(x: number): string {
  const east = x - 360 * Math.round(x / 360)
  return `${Math.abs(east).toFixed(2)} ${east < 0 ? 'W' : 'E'}`
}
