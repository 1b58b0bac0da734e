import { OpendomeError } from '../core/index.ts'
import { withOverrides, type Move, type Overrides, type Scenario } from '../scenario/index.ts'
import { bracketFleet, bracketOf, meanRatio, type BracketFleet, type Cover } from './bracket-size.ts'
import type { FlightCache } from './prepare.ts'

/** The value of one assumption that alone gives the published fleet for one cover. */
export interface Solved {
  readonly assumption: string
  readonly name: string
  readonly cover: string
  /** Path of the field, or the threat whose burn time is meant. */
  readonly field: string
  readonly between: readonly number[]
  /** Undefined where no value between the two gives it; `why` says what the ends give. */
  readonly value: number | undefined
  /** The fleet sized at the value. */
  readonly interceptors: number | undefined
  readonly why: string | undefined
}

/** Halvings of where a value is looked for; fewer where each takes a sizing. */
const HALVINGS = 12
const SIZED_HALVINGS = 7
/** A fleet this near the published one is it, and how often the cost above the mean is taken anew. */
const CLOSE = 0.05
const LOOKS = 4

/**
 * Looks for the value of `move.solve` at which the fleet is the published one. While halving, the need over the mean share on the orbit of `start`, times what the
 * guarantee costs above the mean, stands for the fleet; what is found is sized for itself, and the cost above the mean taken from there for another look where the two part.
 * The interval of a salvo is sized at each try, since matching is what it changes.
 */
export function solveMove(
  scenario: Scenario,
  move: Move,
  cover: Cover,
  start: BracketFleet,
  cache: FlightCache,
): Solved {
  const bracket = bracketOf(scenario)
  const { field, burn_time_of: threat, between } = move.solve!
  const published = bracket.published!
  const changed = (x: number): Scenario => withOverrides(scenario, setOf(scenario, move, x))
  const sized = (x: number): number => bracketFleet(changed(x), cover, bracket.family, cache).interceptors
  const ratio = (x: number): number => meanRatio(changed(x), cover, start.design, cache)
  const head = {
    assumption: move.id,
    name: move.name,
    cover: cover.id,
    field: field ?? `threats.${threat}.vehicle, burn time in s`,
    between,
  }
  const ends = [between[0]!, between[1]!] as const
  if (field !== undefined && /\.interval_s$/.test(field)) {
    const found = halved(ends, published, sized, SIZED_HALVINGS)
    return {
      ...head,
      ...found,
      interceptors: found.value === undefined ? undefined : tried(sized, found.value),
    }
  }
  let overhead = start.interceptors / meanRatio(scenario, cover, start.design, cache)
  for (let look = 1; ; look++) {
    const found = halved(ends, published, (x) => overhead * ratio(x), HALVINGS)
    const interceptors = found.value === undefined ? undefined : tried(sized, found.value)
    const off = interceptors === undefined ? 0 : Math.abs(interceptors / published - 1)
    if (off < CLOSE || look === LOOKS) return { ...head, ...found, interceptors }
    overhead = interceptors! / ratio(found.value!)
  }
}

/** Where a fleet crosses the published one; without a value and with what the ends give where it does not. */
function halved(
  ends: readonly [number, number],
  published: number,
  fleet: (x: number) => number,
  halvings: number,
): Pick<Solved, 'value' | 'why'> {
  let [low, high] = ends
  const [atLow, atHigh] = [tried(fleet, low), tried(fleet, high)]
  // What leaves no time to shoot takes more than any number.
  const over = (n: number | undefined): boolean => n === undefined || n > published
  if (over(atLow) === over(atHigh)) {
    const words = (x: number, n: number | undefined): string =>
      `${x} gives ${n === undefined || n === Infinity ? 'none' : Math.round(n)}`
    return { value: undefined, why: `${words(low, atLow)}, ${words(high, atHigh)}` }
  }
  for (let k = 0; k < halvings; k++) {
    const middle = (low + high) / 2
    if (over(tried(fleet, middle)) === over(atLow)) low = middle
    else high = middle
  }
  return { value: (low + high) / 2, why: undefined }
}

/** Undefined where the model refuses. */
function tried(fleet: (x: number) => number, x: number): number | undefined {
  try {
    return fleet(x)
  } catch (error) {
    if (!(error instanceof OpendomeError)) throw error
    return undefined
  }
}

/** What sets an assumption to a number: one field, or all burn times of a threat stretched to a sum. */
function setOf(scenario: Scenario, move: Move, x: number): Overrides {
  const { field, burn_time_of: id } = move.solve!
  if (field !== undefined) return { [field]: x }
  const threat = scenario.threats.find((t) => t.id === id)
  const times = threat?.vehicle.stages.map((stage) => stage.burnTime)
  if (times === undefined || times.some((t) => t === undefined))
    throw new OpendomeError(
      'unknown',
      `burn time of threat ${String(id)}: expected a threat whose stages have one`,
    )
  const sum = times.reduce<number>((a, b) => a + b!, 0)
  return Object.fromEntries(
    times.map((t, k) => [`threats.${id}.vehicle.stages.${k}.burn_time_s`, (t! * x) / sum]),
  )
}
