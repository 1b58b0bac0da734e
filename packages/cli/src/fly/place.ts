import { OpendomeError } from '@opendome/model'
import { CATALOG } from '@opendome/model/generated'
import { nearest } from '@opendome/model/scenario'

/** A place of the command line. */
export interface NamedPlace {
  /** As it goes into titles: the site's name, or the coordinates. */
  readonly name: string
  /** rad */
  readonly lat: number
  readonly lon: number
}

const RAD = Math.PI / 180
const DECIMAL = /^\s*([+-]?(?:\d+\.?\d*|\.\d+))\s*,\s*([+-]?(?:\d+\.?\d*|\.\d+))\s*$/

/** `LAT,LON` in degrees, or a site of the catalog. Throws `invalid` with the ranges or `unknown` with the nearest site. */
export function parsePlace(option: string, text: string): NamedPlace {
  const numbers = DECIMAL.exec(text)
  if (numbers !== null) {
    const [lat, lon] = [Number(numbers[1]), Number(numbers[2])]
    if (Math.abs(lat) <= 90 && Math.abs(lon) <= 180)
      return { name: `${lat}, ${lon}`, lat: lat * RAD, lon: lon * RAD }
  }
  if (
    numbers !== null ||
    !/^[a-z0-9-]+$/i.test(text) ||
    /^[-\d]/.test(text) ||
    /^(nan|-?inf(inity)?)$/i.test(text)
  )
    throw new OpendomeError(
      'invalid',
      `${option} ${text === '' ? '""' : text}: expected LAT,LON with -90 to 90 and -180 to 180 degrees, or a site`,
      { hint: 'for example 39.5,-104.8 or chicago; opendome sources site lists the sites' },
    )
  const sites = CATALOG.filter((e) => e.kind === 'site')
  const entry = sites.find((e) => e.id === text)
  if (entry === undefined) {
    const near = nearest(
      text,
      sites.map((e) => e.id),
    )
    throw new OpendomeError('unknown', `${option} ${text}: no site of the catalog has this id`, {
      hint: near === undefined ? 'opendome sources site lists the sites' : `did you mean ${near}?`,
    })
  }
  const { name } = entry
  const site = entry.value as { readonly lat_deg: number; readonly lon_deg: number }
  return { name, lat: site.lat_deg * RAD, lon: site.lon_deg * RAD }
}
