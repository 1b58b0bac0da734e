import { requireWithin } from '../core/index.ts'
import { geodesicDirect } from '../earth/index.ts'
import type { Stream } from '../math/index.ts'
import type { Place } from './flight.ts'

/** A launcher drawn evenly over the disc of `radius` (m) about a site. */
export function scatteredLaunch(site: Place, radius: number, stream: Stream): Place {
  requireWithin('spread', radius, 0, 1e6, 'm')
  const distance = radius * Math.sqrt(stream.uniform())
  const azimuth = 2 * Math.PI * stream.uniform()
  const { lat, lon } = geodesicDirect(site.lat, site.lon, azimuth, distance)
  return { lat, lon }
}
