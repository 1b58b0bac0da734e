import { requireWithin } from '../core/index.ts'
import { dragMakeUp, orbitalLife, orbitDensity, propellantFraction } from '../orbit/index.ts'

/** How long satellites must hold their altitude, and what that may take. */
export interface LifeDemand {
  /** s. */
  readonly duration: number
  /** m²/kg of the mean mass, and the drag coefficient. */
  readonly areaToMass: number
  readonly dragCoefficient: number
  /** Activity of the Sun, held for the whole life (`orbitDensity`). */
  readonly f107: number
  readonly ap: number
  /** Have satellites propulsion? Without it an altitude is refused where drag ends the life sooner. */
  readonly propulsion: boolean
  /** s, of the propulsion. */
  readonly specificImpulse: number
  /** An altitude is refused where make-up takes more than this share of a satellite's first mass. */
  readonly largestShare: number
}

/** What drag does at one altitude. */
export interface LifeAt {
  /** Time until a satellite without propulsion has come down, s; Infinity above 1,000 km. */
  readonly natural: number
  /** Make-up Δv by Julian year and over the whole duration, m/s; Infinity below 180 km. */
  readonly perYear: number
  readonly total: number
  /** Share of a satellite's first mass that this takes as propellant. */
  readonly propellantShare: number
}

const YEAR = 365.25 * 86_400
/** Below this altitude (m) hours remain; above the other drag is left out. */
const LOWEST = 180_000
const HIGHEST = 1_000_000

/**
 * Life and make-up by orbit, with the mean density over it (NRLMSISE-00). Refusals and weights of a search are those of one inclination, since
 * the mean differs by up to 20 % between 0° and 90°, far less than from one Sun to the next. Throws as `orbitDensity`, `orbitalLife` and
 * `propellantFraction` for values out of range.
 */
export class LifeTable {
  readonly demand: LifeDemand
  readonly #inclination: number
  /** By inclination, since each takes a tenth of a second or more. */
  readonly #densities = new Map<number, (altitude: number) => number>()

  constructor(demand: LifeDemand, inclination: number) {
    requireWithin('life', demand.duration, 0, 100 * YEAR, 's')
    requireWithin('largest propellant share', demand.largestShare, 0, 1)
    this.demand = demand
    this.#inclination = inclination
  }

  /** At an altitude (m); inclination (rad) that of the search unless given. */
  at(altitude: number, inclination = this.#inclination): LifeAt {
    const { duration, areaToMass, dragCoefficient, specificImpulse } = this.demand
    if (altitude > HIGHEST) return { natural: Infinity, perYear: 0, total: 0, propellantShare: 0 }
    if (altitude <= LOWEST) return { natural: 0, perYear: Infinity, total: Infinity, propellantShare: 1 }
    const options = { dragCoefficient, density: this.#density(inclination) }
    const { perYear, total } = dragMakeUp(altitude, areaToMass, duration, options)
    return {
      natural: orbitalLife(altitude, areaToMass, options),
      perYear,
      total,
      // Beyond 100 km/s nothing is left, and the rocket equation is not asked.
      propellantShare: total < 1e5 ? propellantFraction(total, specificImpulse) : 1,
    }
  }

  /** Why satellites cannot live as long as asked for at an altitude (m), or undefined where they can. */
  refusal(altitude: number): string | undefined {
    const { duration, propulsion, largestShare } = this.demand
    const { natural, total, propellantShare } = this.at(altitude)
    if (natural >= duration) return undefined
    const short = `a satellite falls within ${span(natural)}, sooner than ${span(duration)},`
    if (!propulsion) return `${short} and has no propulsion`
    if (propellantShare <= largestShare) return undefined
    if (total === Infinity) return `${short} and no propulsion holds it`
    return `${short} and to hold it takes ${total.toFixed(0)} m/s, ${(100 * propellantShare).toFixed(0)} % of its mass as propellant, above ${(100 * largestShare).toFixed(0)} %`
  }

  #density(inclination: number): (altitude: number) => number {
    let density = this.#densities.get(inclination)
    if (density === undefined)
      this.#densities.set(inclination, (density = orbitDensity(this.demand, inclination)))
    return density
  }
}

/** `21 days`, `2.7 years`; `hours` where less than a day is left. */
export function span(time: number): string {
  const days = time / 86_400
  if (days < 1) return 'hours'
  if (days < 365.25) return `${Math.round(days)} ${Math.round(days) === 1 ? 'day' : 'days'}`
  const years = days / 365.25
  return `${years < 10 ? Number(years.toFixed(1)) : Math.round(years)} years`
}
