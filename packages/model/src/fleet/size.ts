import { OpendomeError, requireWithin } from '../core/index.ts'
import { flyOutReach } from '../engage/index.ts'
import { WGS84_A } from '../earth/index.ts'
import { evenSpacingFleet } from './aei.ts'
import { deadlineAltitude, reachAtDeadline } from './launch.ts'
import { outOfReach } from './out-of-reach.ts'
import { evaluate, guaranteed, leastCount, orbitOf, type Demand, type Orbit } from './size-design.ts'
import { SizeSearch } from './size-search.ts'
import { secondShell } from './size-two.ts'
import type { Design, SizedFleet, SizeOptions, SizeResult } from './size-types.ts'
import { convolve, requireCount, statisticsOf, type InReachStatistics } from './statistics.ts'

const DEG = 180 / Math.PI
const ALTITUDE_STEP = 25_000
const INCLINATION_STEP = Math.PI / 180
const EFFORT = 200_000
/** Fleets put on the front around the result, as ratios of its satellites per plane. */
const AROUND = [0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.05, 1.1, 1.25, 1.5]

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
  const refused: { altitude: number; reason: string }[] = []
  const altitudes = steps(bounds.altitude, bounds.altitudeStep ?? ALTITUDE_STEP).filter((altitude) => {
    const reason = options.refuseAltitude?.(altitude)
    if (reason !== undefined) refused.push({ altitude, reason })
    return reason === undefined
  })
  if (altitudes.length === 0) {
    const last = refused.at(-1)!
    throw new OpendomeError(
      'infeasible',
      `altitude ${bounds.altitude[0] / 1000} to ${bounds.altitude[1] / 1000} km: none is possible; at ${last.altitude / 1000} km ${last.reason}`,
    )
  }
  const inclinations = steps(bounds.inclination, bounds.inclinationStep ?? INCLINATION_STEP)
  const report = options.onProgress ?? ((): void => undefined)
  const grid = altitudes.map((h, k) => {
    if (report({ stage: 'orbits', done: k / altitudes.length, checks: 0, best: undefined }) === false)
      throw impossible(options, 0, true)
    return inclinations.map((i) => orbitOf(h, i, launches, flyOut))
  })
  const lowerBound = requirePossible(options, grid, demand)
  const search = new SizeSearch(grid, bounds, demand, options.effort ?? EFFORT, report)
  search.run()
  const single = search.best
  const second =
    options.shells === 2 && !search.stopped
      ? secondShell(grid, options, demand, single?.count ?? Infinity)
      : undefined
  const shells = second?.shells ?? (single === undefined ? undefined : [single])
  if (shells === undefined) throw impossible(options, lowerBound, search.stopped)

  const count = shells.reduce((sum, { design }) => sum + design.planes * design.perPlane, 0)
  const statistics = together(
    shells.map(({ design, orbit }) => evaluate(design, orbit, weight, availability)),
  )
  const fleet = count * weight
  const perLaunch = launches.map((launch, i) => {
    const { mean, min, p05, distribution } = statistics[i]!
    return {
      id: launch.id,
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
    guaranteed: least(statistics, options),
  }
  return {
    ...result,
    need,
    launches: perLaunch,
    absenteeRatio: Math.max(...perLaunch.map((l) => l.absenteeRatio)),
    guaranteeRatio: Math.max(...perLaunch.map((l) => l.guaranteeRatio)),
    evenSpacingReference: reference,
    efficiency: reference === undefined ? undefined : reference / fleet,
    lowerBound,
    gap: (count - lowerBound) / lowerBound,
    complete: search.complete,
    stopped: search.stopped,
    checks: search.checks + (second?.checks ?? 0),
    front: front(result, search, options),
    refused,
  }
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
  requireCount('effort', options.effort ?? EFFORT, 0)
  if (typeof guarantee === 'object') {
    requireWithin('probability', guarantee.probability, 1e-6, 1)
    if (options.shells === 2)
      throw new OpendomeError(
        'unsupported',
        'a probability with two shells: expected the guarantee always or mean',
      )
  }
  if (guarantee === 'always' && availability < 1)
    throw new OpendomeError(
      'infeasible',
      `availability ${availability} with the guarantee always: no fleet gives it, since any satellite may fail`,
      { hint: 'ask for a probability, or for the mean' },
    )
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
    if (all.some((orbit) => orbit.shares[i]! > 0)) return
    // Of what is allowed, the inclination nearest the poles.
    const highest = all.reduce((a, b) =>
      Math.abs(b.inclination - Math.PI / 2) < Math.abs(a.inclination - Math.PI / 2) ? b : a,
    )
    throw outOfReach(launch.window, options.flyOut, WGS84_A + grid[0]![0]!.altitude, highest.inclination).at(
      `launch ${launch.id}`,
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

function least(statistics: readonly InReachStatistics[], { guarantee }: SizeOptions): number {
  return Math.min(...statistics.map((s) => guaranteed(s, guarantee)))
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

/** Fleets around the result and the best of other orbits; of these, those not beaten in both count and guarantee. */
function front(result: SizedFleet, search: SizeSearch, options: SizeOptions): SizedFleet[] {
  const { interceptorsPerSatellite: weight = 1, availability = 1, bounds } = options
  const candidates: { design: Design; orbit: Orbit }[] = []
  if (search.best !== undefined && result.shells.length === 1) {
    const { design, orbit } = search.best
    for (const ratio of AROUND) {
      const perPlane = Math.round(design.perPlane * ratio)
      if (perPlane >= bounds.perPlane[0] && perPlane <= bounds.perPlane[1] && perPlane !== design.perPlane)
        candidates.push({ design: { ...design, perPlane }, orbit })
    }
  }
  const others = [...search.found].sort((a, b) => a.count - b.count)
  for (const other of others)
    if (other.design !== search.best?.design && candidates.length < 3 * AROUND.length) candidates.push(other)
  const fleets = [result]
  for (const { design, orbit } of candidates) {
    const count = design.planes * design.perPlane
    const statistics = evaluate(design, orbit, weight, availability)
    fleets.push({
      count,
      interceptors: count * weight,
      shells: [design],
      guaranteed: least(statistics, options),
    })
  }
  fleets.sort((a, b) => a.count - b.count || b.guaranteed - a.guaranteed)
  let most = -1
  return fleets.filter((fleet) => {
    if (fleet.guaranteed <= most) return false
    most = fleet.guaranteed
    return true
  })
}

/** "45.00 deg, 300 km, 40 × 40, F 1": one design in words. */
export function designText(design: Design): string {
  const { altitude, inclination, planes, perPlane, phasing } = design
  return `${planes} planes of ${perPlane}, ${(altitude / 1000).toFixed(0)} km, ${(inclination * DEG).toFixed(1)} deg, phasing ${phasing}`
}
