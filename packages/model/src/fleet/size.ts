import { OpendomeError, requireWithin } from '../core/index.ts'
import { flyOutReach } from '../engage/index.ts'
import { WGS84_A } from '../earth/index.ts'
import { evenSpacingFleet } from './aei.ts'
import { deadlineAltitude, reachAtDeadline } from './launch.ts'
import { outOfReach } from './out-of-reach.ts'
import { evaluate, guaranteedBy, leastCount, orbitOf, type Demand, type Orbit } from './size-design.ts'
import { phaseShare } from './size-band.ts'
import { frontOf } from './size-front.ts'
import { LifeTable } from './size-life.ts'
import { SizeSearch } from './size-search.ts'
import { altitudeTrade } from './size-trade.ts'
import { secondShell } from './size-two.ts'
import type { Design, SizedFleet, SizeOptions, SizeResult } from './size-types.ts'
import { convolve, requireCount, statisticsOf, type InReachStatistics } from './statistics.ts'

const DEG = 180 / Math.PI
const ALTITUDE_STEP = 25_000
const INCLINATION_STEP = Math.PI / 180
/** Designs checked at most; a probability takes some five times as long to check. */
const EFFORT = 200_000
const EFFORT_PROBABILITY = 40_000

/**
 * The smallest fleet that keeps salvo · shots interceptors in reach of every listed launch point, at all liftoff times
 * (`always`: over both phases of the shell, no epoch), with a probability over them, or on average. Missiles launched at once
 * from one point see the same interceptors, so matching reduces to a count. Launch points are covered one at a time.
 *
 * Searches a grid of altitude and inclination and all whole numbers of planes, satellites per plane and phasing (`SizeSearch`):
 * `complete` says that no design on the grid is smaller, else `gap` how far the result is from the lower bound at most.
 * With `shells: 2` a second full shell is tried (`secondShell`, limited).
 *
 * Throws `missing` without a launch point; `invalid` for bounds that contradict themselves; `infeasible` where no orbit in the
 * bounds is in reach (with the inclination it takes), none is allowed by `refuseAltitude`, or no fleet in the bounds keeps the guarantee;
 * `unsupported` for a probability with two shells.
 */
export function sizeFleet(options: SizeOptions): SizeResult {
  const {
    launches,
    flyOut,
    guarantee,
    bounds,
    interceptorsPerSatellite: weight = 1,
    availability = 1,
  } = options
  check(options)
  const need = options.salvo * options.shots
  const perSatellite = guarantee === 'mean' ? need / weight : Math.ceil(need / weight)
  const demand: Demand = { guarantee, needs: launches.map(() => perSatellite), availability }
  const asked: SizeOptions = { ...options, effort: effortOf(options) }
  const life =
    options.life === undefined
      ? undefined
      : new LifeTable(options.life, (bounds.inclination[0] + bounds.inclination[1]) / 2)
  const { altitudes, refused } = possibleAltitudes(options, life)
  const inclinations = steps(bounds.inclination, bounds.inclinationStep ?? INCLINATION_STEP)
  const report = options.onProgress ?? ((): void => undefined)
  const grid = altitudes.map((h, k) => {
    const mass = options.minimise === 'mass' ? 1 / (1 - life!.at(h).propellantShare) : 1
    return inclinations.map((i, j) => {
      const done = (k + j / inclinations.length) / altitudes.length
      if (report({ stage: 'orbits', done, checks: 0, best: undefined }) === false)
        throw impossible(options, 0, true)
      return orbitOf(h, i, launches, flyOut, mass)
    })
  })
  const lowerBound = requirePossible(options, grid, demand)
  const leastSize = Math.min(...grid.flat().map((orbit) => leastCount(orbit, demand) * orbit.weight))
  const search = new SizeSearch(grid, bounds, demand, asked.effort!, report)
  search.run()
  const single = search.best
  const second =
    options.shells === 2 && !search.stopped
      ? secondShell(grid, asked, demand, single?.size ?? Infinity)
      : undefined
  const shells = second?.shells ?? (single === undefined ? undefined : [single])
  if (shells === undefined) throw impossible(options, lowerBound, search.stopped)

  const count = shells.reduce((sum, shell) => sum + shell.count, 0)
  const statistics = together(
    shells.map(({ design, orbit }) => evaluate(design, orbit, weight, availability)),
  )
  const kept = shells
    .map(({ design, orbit }) => guaranteedBy(design, orbit, guarantee, weight, availability))
    .reduce((all, one) => all.map((a, i) => ({ ...a, value: a.value + one[i]!.value })))
  const fleet = count * weight
  const perLaunch = launches.map((launch, i) => {
    const { mean, min, p05, distribution } = statistics[i]!
    return {
      id: launch.id,
      latitudes: launch.latitudes ?? [],
      guaranteed: kept[i]!.value,
      worstLatitude: kept[i]!.latitude,
      mean,
      min,
      p05,
      distribution,
      absenteeRatio: fleet / mean,
      guaranteeRatio: fleet / min,
      reach: reachAtDeadline(launch.window, flyOut),
    }
  })
  const reference = evenSpacingReference(options, shells[0]!.design.altitude)
  const result: SizedFleet = {
    count,
    interceptors: fleet,
    shells: shells.map(({ design }) => design),
    guaranteed: Math.min(...kept.map(({ value }) => value)),
  }
  const traded =
    options.trade === true && !search.stopped
      ? altitudeTrade(grid, refused, search, demand, asked, life, report)
      : undefined
  const { front, checks } = frontOf(result, search, grid, demand, asked, report)
  return {
    ...result,
    need,
    launches: perLaunch,
    absenteeRatio: Math.max(...perLaunch.map((l) => l.absenteeRatio)),
    guaranteeRatio: Math.max(...perLaunch.map((l) => l.guaranteeRatio)),
    evenSpacingReference: reference,
    efficiency: reference === undefined ? undefined : reference / fleet,
    lowerBound,
    gap: shells.reduce((sum, shell) => sum + shell.size, 0) / leastSize - 1,
    complete: search.complete,
    stopped: search.stopped || traded?.stopped === true,
    checks: search.checks + (second?.checks ?? 0) + (traded?.checks ?? 0) + checks,
    front,
    trade: traded?.trade,
    life:
      life === undefined
        ? undefined
        : shells.map(({ design }) => life.at(design.altitude, design.inclination)),
    latitudeShares: shells.map(({ orbit }) => phaseShare(orbit.launches.flatMap((l) => l.maps))),
    refused,
  }
}

/** The altitudes of the bounds at which satellites can live, and the others with the reason; throws where none is left. */
function possibleAltitudes(
  { bounds }: SizeOptions,
  life: LifeTable | undefined,
): { readonly altitudes: number[]; readonly refused: { altitude: number; reason: string }[] } {
  const refused: { altitude: number; reason: string }[] = []
  const altitudes = steps(bounds.altitude, bounds.altitudeStep ?? ALTITUDE_STEP).filter((altitude) => {
    const reason = life?.refusal(altitude)
    if (reason !== undefined) refused.push({ altitude, reason })
    return reason === undefined
  })
  if (altitudes.length > 0) return { altitudes, refused }
  const highest = refused.at(-1)!
  const [low, high] = bounds.altitude.map((h) => h / 1000)
  throw new OpendomeError(
    'infeasible',
    `altitude ${low === high ? '' : `${low} to `}${high} km: at ${highest.altitude / 1000} km ${highest.reason}`,
    { hint: 'raise the altitudes, shorten the life, or allow more make-up' },
  )
}

function check(options: SizeOptions): void {
  const { launches, bounds, guarantee, availability = 1 } = options
  if (launches.length === 0) throw new OpendomeError('missing', 'no launch point: expected at least one')
  requireCount('salvo', options.salvo)
  requireCount('shots', options.shots)
  requireCount('interceptors per satellite', options.interceptorsPerSatellite ?? 1)
  requireWithin('availability', availability, 1e-6, 1)
  const within = (
    name: string,
    [low, high]: readonly [number, number],
    least: number,
    most: number,
    unit?: string,
  ) => {
    requireWithin(`least ${name}`, low, least, most, unit)
    requireWithin(`largest ${name}`, high, least, most, unit)
    if (low > high)
      throw new OpendomeError(
        'invalid',
        `bounds of ${name} ${low} to ${high}: expected the least not above the largest`,
      )
  }
  within('altitude', bounds.altitude, 100_000, 1e8, 'm')
  within('inclination', bounds.inclination, 0, Math.PI, 'rad')
  for (const name of ['planes', 'perPlane'] as const) {
    within(name, bounds[name], 1, 1e6)
    for (const n of bounds[name]) requireCount(`bound of ${name}`, n)
  }
  if (bounds.phasing !== undefined) {
    within('phasing', bounds.phasing, 0, 1e6)
    for (const n of bounds.phasing) requireCount('bound of phasing', n, 0)
  }
  requireWithin('altitude step', bounds.altitudeStep ?? ALTITUDE_STEP, 1, 1e8, 'm')
  requireWithin('inclination step', bounds.inclinationStep ?? INCLINATION_STEP, 1e-5, Math.PI, 'rad')
  for (const { id, latitudes = [] } of launches)
    for (const span of latitudes) within(`latitude of launch ${id}`, span, -Math.PI / 2, Math.PI / 2, 'rad')
  requireCount('effort', effortOf(options), 0)
  if (typeof guarantee === 'object') {
    requireWithin('probability', guarantee.probability, 1e-6, 1)
    if (options.shells === 2)
      throw new OpendomeError(
        'unsupported',
        'a probability with two shells: expected the guarantee always or mean',
      )
  }
  if (options.minimise === 'mass' && options.life === undefined)
    throw new OpendomeError('missing', 'life: expected with least mass, which counts make-up propellant')
  if (guarantee === 'always' && availability < 1)
    throw new OpendomeError(
      'infeasible',
      `availability ${availability} with the guarantee always: no fleet gives it, since any satellite may fail`,
      { hint: 'ask for a probability, or for the mean' },
    )
}

function effortOf({ effort, guarantee }: SizeOptions): number {
  return effort ?? (typeof guarantee === 'object' ? EFFORT_PROBABILITY : EFFORT)
}

/** From low to high in even steps no longer than `step`. */
function steps([low, high]: readonly [number, number], step: number): number[] {
  const n = Math.ceil((high - low) / step - 1e-9)
  return Array.from({ length: n + 1 }, (_, k) => (n === 0 ? low : low + ((high - low) * k) / n))
}

/** The lower bound on the count; throws where no orbit is in reach or the bounds are too small. */
function requirePossible(options: SizeOptions, grid: readonly (readonly Orbit[])[], demand: Demand): number {
  const all = grid.flat()
  options.launches.forEach((launch, i) => {
    if (all.some((orbit) => orbit.launches[i]!.share > 0)) return
    // Of what is allowed, the inclination nearest the poles.
    const highest = all.reduce((a, b) =>
      Math.abs(b.inclination - Math.PI / 2) < Math.abs(a.inclination - Math.PI / 2) ? b : a,
    )
    const { window, lat } = highest.launches[i]!.missed!
    const error = outOfReach(window, options.flyOut, WGS84_A + highest.altitude, highest.inclination)
    throw new OpendomeError(
      error.code,
      `launch ${launch.id} at latitude ${(lat * DEG).toFixed(2)} deg: ${error.message.slice(error.code.length + 1)}`,
      { hint: error.hint },
    )
  })
  const bound = Math.min(...all.map((orbit) => leastCount(orbit, demand)))
  const most = options.bounds.planes[1] * options.bounds.perPlane[1]
  if (bound > most && options.shells !== 2) {
    if (bound === Infinity)
      throw new OpendomeError(
        'infeasible',
        'no single orbit within the bounds has every launch point in reach',
        {
          hint: 'widen the inclinations, or allow two shells',
        },
      )
    throw new OpendomeError(
      'infeasible',
      `at most ${most} satellites: the guarantee takes at least ${bound} on the best orbit within the bounds`,
      { hint: 'raise planes or satellites per plane, or ask for less' },
    )
  }
  return bound
}

function impossible(options: SizeOptions, bound: number, stopped: boolean): OpendomeError {
  const { planes, perPlane } = options.bounds
  const text = stopped
    ? 'stopped before any fleet was found'
    : `no fleet of at most ${planes[1]} planes of ${perPlane[1]} was found to keep the guarantee; it takes at least ${bound} satellites`
  return new OpendomeError('infeasible', text, {
    hint: 'raise planes or satellites per plane, or ask for less',
  })
}

/** Statistics of independent shells together: minima add, shares convolve. */
function together(shells: readonly InReachStatistics[][]): InReachStatistics[] {
  return shells.reduce((all, one) =>
    all.map((a, i) => {
      const b = one[i]!
      return {
        ...statisticsOf(convolve(a.distribution, b.distribution), a.min + b.min),
        mean: a.mean + b.mean,
      }
    }),
  )
}

function evenSpacingReference(options: SizeOptions, altitude: number): number | undefined {
  const { deltaV, acceleration } = options.flyOut
  let most: number | undefined
  for (const { window } of options.launches) {
    const time = window.deadline - window.release
    const interceptAltitude = Math.max(0, deadlineAltitude(window))
    if (!(flyOutReach(deltaV, acceleration, time) > Math.abs(altitude - interceptAltitude))) continue
    const count = evenSpacingFleet(
      { deltaV, acceleration, time, altitude, interceptAltitude },
      options.salvo,
      options.shots,
    )
    most = Math.max(most ?? 0, count)
  }
  return most
}

/** "45.00 deg, 300 km, 40 × 40, F 1": one design in words. */
export function designText(design: Design): string {
  const { altitude, inclination, planes, perPlane, phasing } = design
  return `${planes} planes of ${perPlane}, ${(altitude / 1000).toFixed(0)} km, ${(inclination * DEG).toFixed(1)} deg, phasing ${phasing}`
}
