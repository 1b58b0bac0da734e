import {
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
  const { network, authority, discrimination } = command
  if (network !== undefined) run(() => checkNetwork(networkOf(network), 'command.network'))
  if (authority !== undefined) run(() => checkAuthority(authorityOf(authority), 'command.authority'))
  if (mistakes.length > 0) return mistakes

  const nodes = network?.nodes.map((n) => n.id) ?? []
  const known = (id: string, path: Path, what: string, ids: readonly string[], hint: string): void => {
    if (ids.includes(id)) return
    const others = ids.length > 0 ? `expected one of ${ids.join(', ')}` : `the scenario has no ${what}s`
    const text = `${what} ${id}: ${others}`
    mistakes.push({ error: new OpendomeError('unknown', text, { hint }), path, place: 'value' })
  }
  const addNode = 'name it under command.network.nodes'
  if (network !== undefined) known(network.picture, ['command', 'network', 'picture'], 'node', nodes, addNode)
  authority?.parties.forEach(({ node }, k) => {
    if (node !== undefined)
      known(node, ['command', 'authority', 'parties', k, 'node'], 'node', nodes, addNode)
  })
  discrimination.improvedBy.forEach(({ sensor }, k) => {
    const path = ['command', 'discrimination', 'improved_by', k, 'sensor']
    known(sensor, path, 'sensor', sensors, 'name a sensor of the scenario by its id')
  })
  layers.forEach((layer, i) => {
    if (layer.node !== undefined) known(layer.node, ['interceptors', i, 'node'], 'node', nodes, addNode)
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
  return {
    error: new OpendomeError(code, `${pathName(document, path)}: ${text}`, { hint }),
    path,
    place: 'value',
  }
}
