import { WGS84_A } from '../earth/index.ts'
import { LifeTable, span, type LifeAt } from '../fleet/index.ts'
import type { FleetShell } from './size.ts'
import { lifeDemand, sizeRequest } from './size-search.ts'
import type { SizeStudy } from './size-study.ts'

const YEAR = 365.25 * 86_400

/** What holding an altitude takes, in a document. */
export interface ShellLifeReport {
  readonly altitude_km: number
  /** Until drag alone brings it down; null above 1,000 km, where drag is left out. */
  readonly natural_years: number | null
  /** Null below 180 km, where no propulsion holds it. */
  readonly make_up_m_s_per_year: number | null
  readonly make_up_m_s: number | null
  readonly propellant_share: number
}

/** Orbital life of a fleet, with what it rests on. */
export interface LifeReport {
  readonly years: number
  readonly propulsion: boolean
  readonly area_to_mass_m2_kg: number
  readonly drag_coefficient: number
  readonly f107: number
  readonly ap: number
  readonly isp_s: number
  readonly shells: readonly ShellLifeReport[]
}

/** Life and make-up of the shells of a fleet, as the scenario's `size.life` block or its defaults have it. */
export function lifeReport(study: SizeStudy, shells: readonly FleetShell[]): LifeReport {
  const { life } = sizeRequest(study)
  const table = new LifeTable(lifeDemand(sizeRequest(study)), shells[0]!.shell.inclination)
  return {
    years: life.years,
    propulsion: life.propulsion,
    area_to_mass_m2_kg: life.areaToMass,
    drag_coefficient: life.dragCoefficient,
    f107: life.f107,
    ap: life.ap,
    isp_s: life.isp,
    shells: shells.map(({ shell }) => {
      const altitude = shell.radius - WGS84_A
      return shellLife(altitude, table.at(altitude, shell.inclination))
    }),
  }
}

/** One altitude's life in a document. */
export function shellLife(
  altitude: number,
  { natural, perYear, total, propellantShare }: LifeAt,
): ShellLifeReport {
  const finite = (x: number): number | null => (x === Infinity ? null : x)
  return {
    altitude_km: Math.round(altitude) / 1000,
    natural_years: finite(natural / YEAR),
    make_up_m_s_per_year: finite(perYear),
    make_up_m_s: finite(total),
    propellant_share: propellantShare,
  }
}

/** Sentences on shells that cannot live as long as asked for by themselves: what that takes, or that it cannot be. */
export function lifeWarnings(report: LifeReport): string[] {
  const { years, propulsion, area_to_mass_m2_kg: areaToMass, shells } = report
  const lines = shells.flatMap((shell) => {
    const { altitude_km: altitude, natural_years: natural, make_up_m_s: makeUp } = shell
    if (natural === null || natural >= years) return []
    const falls = `At ${Number(altitude.toFixed(1))} km a satellite of ${areaToMass} m²/kg falls within ${span(natural * YEAR)} without propulsion`
    if (!propulsion) return [`${falls}, and it has none: it does not live ${years} years.`]
    if (makeUp === null) return [`${falls}, and no propulsion holds it.`]
    return [
      `${falls}; to hold it for ${years} years takes ${makeUp.toFixed(0)} m/s, ${(100 * shell.propellant_share).toFixed(0)} % of its mass as propellant at ${report.isp_s} s (F10.7 ${report.f107}, Ap ${report.ap}).`,
    ]
  })
  return [...new Set(lines)]
}
