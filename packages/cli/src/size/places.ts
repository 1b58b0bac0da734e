import { OpendomeError } from '@opendome/model'
import { AREAS } from '@opendome/model/areas'
import { requireRings, shortWay } from '@opendome/model/fleet'
import { areaRings, nearest } from '@opendome/model/scenario'
import type { Whence } from '@opendome/model/study'
import { parsePlace } from '../fly/place.ts'

/** `--region`: an area of the catalog, or the corners of a polygon, each LAT,LON or a site. Throws `unknown` or `invalid`. */
export function parseRegion(text: string): Whence {
  const words = wordsOf(text)
  if (words.length > 1) {
    const corners = words.map((word) => parsePlace('--region', word))
    if (corners.length < 3)
      throw new OpendomeError('invalid', `--region ${text}: expected an area, or at least 3 corners`, {
        hint: 'for example --region "38,124 43,124 43,131 38,131"',
      })
    const rings = [shortWay(corners.flatMap(({ lat, lon }) => [lat, lon]))]
    try {
      requireRings(rings)
    } catch (error) {
      if (!(error instanceof OpendomeError)) throw error
      const { code, message, hint } = error
      throw new OpendomeError(code, `--region ${text}: ${message.slice(code.length + 1)}`, { hint })
    }
    return { id: words.join(' '), rings }
  }
  if (AREAS.some(({ id }) => id === text.trim())) return { id: text.trim(), rings: areaRings(text.trim()) }
  const ids = AREAS.map(({ id }) => id)
  const near = nearest(text.trim(), ids)
  throw new OpendomeError(
    'unknown',
    `--region ${text === '' ? '""' : text}: no area of the catalog has this id`,
    {
      hint:
        near === undefined
          ? `one of ${ids.join(', ')}, or the corners of a polygon`
          : `did you mean ${near}?`,
    },
  )
}

/** `--line`: two or more places, each LAT,LON or a site. Throws `unknown` or `invalid`. */
export function parseLine(text: string): Whence {
  const words = wordsOf(text)
  if (words.length < 2)
    throw new OpendomeError('invalid', `--line ${text === '' ? '""' : text}: expected at least 2 places`, {
      hint: 'for example --line "38,125 42,130"',
    })
  const places = shortWay(
    words.flatMap((word) => {
      const { lat, lon } = parsePlace('--line', word)
      return [lat, lon]
    }),
  )
  return {
    id: words.join(' to '),
    line: words.map((_, k) => ({ lat: places[2 * k]!, lon: places[2 * k + 1]! })),
  }
}

const wordsOf = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '')
