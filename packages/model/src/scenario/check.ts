import { OpendomeError } from '../core/index.ts'
import { SOURCES } from '../generated/catalog.ts'
import { MAX_SATELLITES } from '../orbit/schema.ts'
import { catalogArea, catalogEntry, unknownId } from './catalog.ts'
import { nullsOfCostRemoved } from './cost-block.ts'
import { mistakesOf, pathName, valueAt, type Mistake } from './diagnose.ts'
import type { Path } from './document.ts'
import { LAYER_PLACES } from './layers.ts'
import { idOf, isFields, type Fields } from './merge.ts'
import { scenarioSchema } from './schema.ts'
import { SENSOR_PLACES, catalogStand } from './sensors.ts'
import { shorten } from './show.ts'

/** Things of one list whose ids and vehicles are looked at; the schema allows no more. */
export const MOST_THINGS = 200

type Written = ReturnType<typeof scenarioSchema.parse>

const mistake = (error: OpendomeError, path: Path, place: 'key' | 'value' = 'value'): Mistake => ({
  error,
  path,
  place,
})

/** The merged file against the schema: its fields, or what is wrong with them. */
export function checkFields(document: Fields): { written: Written | undefined; mistakes: Mistake[] } {
  const mistakes = [...standing(document), ...oneClock(document)]
  const parsed = scenarioSchema.safeParse(nullsOfCostRemoved(document))
  if (parsed.success) return { written: parsed.data, mistakes: [...mistakes, ...tooMany(parsed.data)] }
  const known = new Set(mistakes.map((m) => m.path.join('\n')))
  // A thing that stands where it cannot is one mistake, not also an unknown field.
  const others = mistakesOf(scenarioSchema, document, parsed.error.issues).filter(
    (m) => !known.has(m.path.join('\n')),
  )
  return { written: undefined, mistakes: [...mistakes, ...others] }
}

const PLACES = ['shell', 'orbit', 'tle', 'omm', 'site', 'at'] as const

/** Each thing stands in exactly one of shell, orbit, tle, omm, site, at: interceptors in shells or on the ground; a sensor also where its catalog entry does. */
function standing(document: Fields): Mistake[] {
  const check = (list: 'interceptors' | 'sensors', supported: readonly string[]): Mistake[] => {
    const things = document[list]
    if (!Array.isArray(things)) return []
    return things.flatMap((thing: unknown, i): Mistake[] => {
      if (!isFields(thing)) return []
      const path = [list, i]
      const name = pathName(document, path)
      const stands = PLACES.filter((p) => thing[p] !== undefined)
      const refused = stands.filter((p) => !supported.includes(p))
      if (refused.length > 0)
        return refused.map((p) =>
          mistake(
            new OpendomeError('unsupported', `${name}.${p}: ${list} stand in ${supported.join(', ')} only`, {
              hint: `give ${supported.join(' or ')} instead`,
            }),
            [...path, p],
            'key',
          ),
        )
      if (stands.length === 1) return []
      // A sensor may stand where its catalog entry does.
      if (stands.length === 0 && catalogStand(thing['sensor']) !== undefined) return []
      const found = stands.length === 0 ? 'none' : stands.join(' and ')
      return [
        mistake(
          new OpendomeError(
            'invalid',
            `${name}: expected exactly one of ${supported.join(', ')}, found ${found}`,
          ),
          path,
        ),
      ]
    })
  }
  return [...check('interceptors', LAYER_PLACES), ...check('sensors', SENSOR_PLACES)]
}

/** `solution_at_s` replaces the stated delay: a file that writes both contradicts itself. */
function oneClock(document: Fields): Mistake[] {
  const at = valueAt(document, ['command', 'solution_at_s'])
  const delay = valueAt(document, ['command', 'solution_delay_s'])
  if (at === undefined || delay === undefined) return []
  return [
    mistake(
      new OpendomeError(
        'invalid',
        'command.solution_delay_s: not together with solution_at_s, which replaces it',
        {
          hint: 'keep one of the two; solution_at_s: null removes that of a preset',
        },
      ),
      ['command', 'solution_delay_s'],
      'key',
    ),
  ]
}

/** Limits and ids over the whole file. */
function tooMany(written: Written): Mistake[] {
  const mistakes: Mistake[] = []
  let satellites = 0
  for (const { shell } of [...written.interceptors, ...written.sensors])
    if (shell !== undefined) satellites += shell.planes * shell.per_plane
  if (satellites > MAX_SATELLITES)
    mistakes.push(
      mistake(
        new OpendomeError(
          'invalid',
          `${satellites} satellites in all shells: expected at most ${MAX_SATELLITES}`,
          {
            hint: 'make a shell smaller',
          },
        ),
        ['interceptors'],
        'key',
      ),
    )
  const twice = (list: string, ids: readonly string[], noun: string): void => {
    ids.forEach((id, i) => {
      if (ids.indexOf(id) === i) return
      const error = new OpendomeError('invalid', `${list}: two entries have the ${noun} ${id}`, {
        hint: noun === 'id' ? 'rename one' : 'remove one',
      })
      mistakes.push(mistake(error, [list, i, noun]))
    })
  }
  twice(
    'defended',
    written.defended.map((d) => d.area),
    'area',
  )
  for (const list of ['interceptors', 'sensors', 'threats', 'disputed', 'readings'] as const)
    twice(
      list,
      (written[list] ?? []).map((t) => t.id),
      'id',
    )
  return mistakes
}

/** Every catalog id that the file names, where it is one: unknown ones become mistakes with the nearest. */
export function checkIds(document: Fields): Mistake[] {
  const mistakes: Mistake[] = []
  const check = (path: Path, look: (id: string) => unknown): void => {
    const id = valueAt(document, path)
    // What is no id at all is a mistake of the schema.
    if (typeof id !== 'string' || !/^[a-z0-9][a-z0-9-]{0,63}$/.test(id)) return
    try {
      look(id)
    } catch (error) {
      if (!(error instanceof OpendomeError)) throw error
      mistakes.push(mistake(error, path))
    }
  }
  const each = (list: string, work: (path: Path) => void): void => {
    const things = document[list]
    if (Array.isArray(things)) things.slice(0, MOST_THINGS).forEach((_, i) => work([list, i]))
  }
  const site = (id: string): unknown => catalogEntry('site', id)
  check(['source'], (id) => {
    if (SOURCES.some((s) => s.id === id)) return
    throw unknownId(
      'source',
      id,
      SOURCES.map((s) => s.id),
    )
  })
  each('interceptors', (path) => {
    check([...path, 'vehicle'], (id) => catalogEntry('interceptor', id))
    check([...path, 'site'], site)
  })
  each('sensors', (path) => {
    check([...path, 'sensor'], (id) => catalogEntry('sensor', id))
    check([...path, 'site'], site)
    check([...path, 'at', 'site'], site)
  })
  const templates = valueAt(document, ['tracking', 'templates'])
  if (Array.isArray(templates))
    templates
      .slice(0, MOST_THINGS)
      .forEach((_, i) => check(['tracking', 'templates', i], (id) => catalogEntry('vehicle', id)))
  each('threats', (path) => {
    check([...path, 'vehicle'], (id) => catalogEntry('vehicle', id))
    check([...path, 'launch', 'site'], site)
    check([...path, 'aim', 'site'], site)
  })
  each('defended', (path) => {
    if (valueAt(document, [...path, 'ring']) === undefined) check([...path, 'area'], catalogArea)
  })
  check(['size', 'region', 'area'], catalogArea)
  return mistakes
}

/** Most duplicate ids that are reported. */
const MOST_DUPLICATES = 100

/** Ids that stand twice in one list of things of one file, where merging would lose one. */
export function duplicateIds(value: unknown): Mistake[] {
  const mistakes: Mistake[] = []
  const walk = (node: unknown, path: Path): void => {
    if (Array.isArray(node)) {
      const seen = new Set<string>()
      node.forEach((entry: unknown, i) => {
        const id = idOf(entry)
        if (id !== undefined && seen.has(id) && mistakes.length < MOST_DUPLICATES) {
          const text = `${path.join('.')}: two entries have the id ${shorten(id)}`
          mistakes.push(
            mistake(new OpendomeError('invalid', text, { hint: 'rename one' }), [...path, i, 'id']),
          )
        }
        if (id !== undefined) seen.add(id)
        walk(entry, [...path, i])
      })
    } else if (isFields(node)) for (const key of Object.keys(node)) walk(node[key], [...path, key])
  }
  walk(value, [])
  return mistakes
}
