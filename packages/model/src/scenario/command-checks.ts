import {
  MOST_RELAYS,
  authorityOf,
  checkAuthority,
  checkDoctrine,
  checkNetwork,
  doctrineOf,
  networkOf,
  type Command,
} from '../command/index.ts'
import { OpendomeError, internalName } from '../core/index.ts'
import { pathName, valueAt, type Mistake } from './diagnose.ts'
import type { Path } from './document.ts'
import { isFields, type Fields } from './merge.ts'
import type { ScenarioOrders } from './scenario.ts'

/** A layer as these checks read it. */
interface Layer extends ScenarioOrders {
  readonly id: string
  /** Interceptors at the start. */
  readonly holds: number
  /** Satellites, of a layer in space. */
  readonly satellites?: number | undefined
}

/** What does not go together in command: parties, nodes and links that do not exist, loops of reports, doctrines that never fire. */
export function commandMistakes(
  document: Fields,
  command: Command,
  layers: readonly Layer[],
  sensors: readonly string[],
): Mistake[] {
  const mistakes: Mistake[] = []
  const run = (check: () => void): void => {
    try {
      check()
    } catch (error) {
      if (!(error instanceof OpendomeError) || error.where === undefined) throw error
      mistakes.push(placed(document, error))
    }
  }
  const { network, authority } = command
  if (network !== undefined) run(() => checkNetwork(networkOf(network), 'command.network'))
  if (authority !== undefined) run(() => checkAuthority(authorityOf(authority), 'command.authority'))
  if (mistakes.length > 0) return mistakes

  command.discrimination.improvedBy.forEach(({ sensor }, k) => {
    if (sensors.includes(sensor)) return
    const others =
      sensors.length > 0 ? `expected one of ${sensors.join(', ')}` : 'the scenario has no sensors'
    const error = new OpendomeError('unknown', `sensor ${sensor}: ${others}`, {
      hint: 'name it under sensors: what it has reported is told apart better',
    })
    mistakes.push({
      error,
      path: ['command', 'discrimination', 'improved_by', k, 'sensor'],
      place: 'value',
    })
  })

  const nodes = network?.nodes.map((n) => n.id) ?? []
  const known = (id: string, path: Path): void => {
    if (nodes.includes(id)) return
    const others = nodes.length > 0 ? `expected one of ${nodes.join(', ')}` : 'the scenario has no nodes'
    const error = new OpendomeError('unknown', `node ${id}: ${others}`, {
      hint: 'name it under command.network.nodes',
    })
    mistakes.push({ error, path, place: 'value' })
  }
  network?.links.forEach(({ over }, k) => {
    if (over === undefined) return
    const path = ['command', 'network', 'links', k, 'over', 'layer']
    const carriers = layers.flatMap((l) => (l.satellites === undefined ? [] : [l.id]))
    const satellites = layers.find((l) => l.id === over.layer)?.satellites
    if (satellites === undefined)
      mistakes.push({
        error: new OpendomeError(
          'unknown',
          `layer ${over.layer}: expected one with satellites, ${carriers.join(', ') || 'of which there is none'}`,
          { hint: 'name a layer of `interceptors` that has a shell' },
        ),
        path,
        place: 'value',
      })
    else if (satellites > MOST_RELAYS)
      mistakes.push({
        error: new OpendomeError(
          'unsupported',
          `layer ${over.layer} of ${satellites} satellites: expected at most ${MOST_RELAYS} to carry a link`,
        ),
        path,
        place: 'value',
      })
  })
  if (network !== undefined) known(network.picture, ['command', 'network', 'picture'])
  authority?.parties.forEach(({ node }, k) => {
    if (node !== undefined) known(node, ['command', 'authority', 'parties', k, 'node'])
  })
  layers.forEach((layer, i) => {
    if (layer.node !== undefined) known(layer.node, ['interceptors', i, 'node'])
    if (layer.doctrine !== undefined) {
      const doctrine = doctrineOf(layer.doctrine, command.shotsPerTarget)
      run(() => {
        checkDoctrine(doctrine, layer.holds, `interceptors.${i}.doctrine`)
      })
    }
  })
  return mistakes
}

/** A mistake whose place is written with internal names, as the file names it: `reportsTo` is `reports_to`. */
function placed(document: Fields, error: OpendomeError): Mistake {
  const path: (string | number)[] = []
  let node: unknown = document
  for (const step of error.where!.split('.')) {
    const index = Array.isArray(node) && /^\d+$/.test(step) ? Number(step) : undefined
    const key =
      index ??
      (isFields(node)
        ? (Object.keys(node).find((k) => k === step || internalName(k) === step) ?? step)
        : step)
    path.push(key)
    node = valueAt(document, path)
  }
  // A value that the file leaves to its default stands at the nearest field that it has.
  while (path.length > 1 && valueAt(document, path) === undefined) path.pop()
  const { code, message, hint } = error
  const text = message.replace(/^(invalid|unknown|missing|unsupported|infeasible) /, '')
  // Where the text begins with the field's own name, the place says it already, as the file has it.
  const field = `${error.where!.split('.').at(-1)!} `
  const said = text.startsWith(field) ? ` ${text.slice(field.length)}` : `: ${text}`
  return {
    error: new OpendomeError(code, `${pathName(document, path)}${said}`, { hint }),
    path,
    place: 'value',
  }
}
