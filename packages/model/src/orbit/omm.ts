import { OpendomeError } from '../core/index.ts'
import { parseUtc, type Epoch } from '../earth/index.ts'
import { meanElements, type MeanElements } from './mean-elements.ts'

const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/

/** What a message may say of itself, where it says it, and what SGP4 needs it to say. */
const MEANT: Readonly<Record<string, readonly string[]>> = {
  CENTER_NAME: ['EARTH'],
  REF_FRAME: ['TEME'],
  TIME_SYSTEM: ['UTC'],
  MEAN_ELEMENT_THEORY: ['SGP4', 'SGP/SGP4', 'SDP4', 'SGP4/SDP4'],
  EPHEMERIS_TYPE: ['0'],
}

/** Largest catalog number of a message: nine digits. */
const LARGEST_NUMBER = 999_999_999

/**
 * Reads an orbit mean-elements message (CCSDS 502.0-B-3, section 4) given as a plain object: the keywords as keys, as CelesTrak
 * and Space-Track write JSON; numbers as numbers or text. Header and metadata lines may be left out, as they do; what is
 * there must be for SGP4, in TEME and UTC. `source` is what `where` of an error begins with, before the key.
 *
 * Errors, each with its key: `missing` for an element that is not there, `invalid` for a value of the wrong kind or range,
 * `unsupported` for another theory, frame, time system or centre.
 */
export function readOmm(message: unknown, source = 'omm'): MeanElements {
  if (typeof message !== 'object' || message === null || Array.isArray(message)) {
    throw new OpendomeError('invalid', `message ${kindOf(message)}: expected an object of keywords`, {
      where: source,
      hint: Array.isArray(message) ? 'give one message of the list' : undefined,
    })
  }
  const values = message as Readonly<Record<string, unknown>>
  const where = (key: string): string => `${source}.${key}`

  for (const [key, meant] of Object.entries(MEANT)) {
    const value = values[key]
    if (value === undefined || value === null || value === '') continue
    const word =
      typeof value === 'number' || typeof value === 'string'
        ? String(value).trim().toUpperCase()
        : kindOf(value)
    if (!meant.includes(word)) {
      throw new OpendomeError('unsupported', `${key} ${word}: expected ${meant.join(' or ')}`, {
        where: where(key),
        hint: word === 'SGP4-XP' || word === '4' ? 'SGP4-XP is not public; take the SGP4 message' : undefined,
      })
    }
  }

  const given = (key: string): string | number => {
    const value = values[key]
    if (value === undefined || value === null || value === '') {
      throw new OpendomeError('missing', `${key} of the message`, { where: where(key) })
    }
    if (typeof value === 'string' || typeof value === 'number') return value
    throw new OpendomeError('invalid', `${key} ${kindOf(value)}: expected a number or text`, {
      where: where(key),
    })
  }
  const number = (key: string, low: number, high: number): number => {
    const value = given(key)
    const text = String(value).trim()
    const result = typeof value === 'number' ? value : NUMBER.test(text) ? Number(text) : NaN
    if (!(result >= low && result <= high)) {
      throw new OpendomeError('invalid', `${key} ${text}: expected a number from ${low} to ${high}`, {
        where: where(key),
      })
    }
    return result
  }
  const text = (key: string): string | undefined => {
    const value = values[key]
    if (value === undefined || value === null || value === '') return undefined
    return String(given(key)).trim()
  }

  const identity = {
    name: text('OBJECT_NAME'),
    catalogNumber: number('NORAD_CAT_ID', 0, LARGEST_NUMBER),
    designator: text('OBJECT_ID'),
  }
  return meanElements(identity, epochOf(String(given('EPOCH')).trim(), where('EPOCH')), {
    inclination_deg: number('INCLINATION', 0, 180),
    node_deg: number('RA_OF_ASC_NODE', -360, 360),
    eccentricity: number('ECCENTRICITY', 0, 1 - Number.EPSILON),
    perigee_deg: number('ARG_OF_PERICENTER', -360, 360),
    meanAnomaly_deg: number('MEAN_ANOMALY', -360, 360),
    revolutionsPerDay: number('MEAN_MOTION', Number.MIN_VALUE, 100),
    bstar: number('BSTAR', -1e10, 1e10),
  })
}

/** Messages write UTC without the Z. */
function epochOf(text: string, where: string): Epoch {
  try {
    return parseUtc(text.endsWith('Z') ? text : `${text}Z`)
  } catch (error) {
    if (error instanceof OpendomeError) throw error.at(where)
    throw error
  }
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'of a list' : `of type ${typeof value}`
}
