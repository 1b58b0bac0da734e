import { G0, density, geodeticHeight } from '../earth/index.ts'
import { norm3 } from '../math/index.ts'
import type { Glider } from './glide.ts'
import type { Trajectory } from './trajectory.ts'

/** Constant of the stagnation-point heat flux in Earth's air, kg^½ m⁻¹ (Sutton and Graves, NASA TR R-376, 1971). */
const SUTTON_GRAVES = 1.7415e-4

/** The hardest moments of a glide, from its burnout to the start of its dive. */
interface Peaks {
  /** Lift and drag together at full lift, m/s². */
  readonly load: number
  /** Heat flux at the nose, W/m²: k √(ρ/R_n) V³. */
  readonly heatFlux: number
  /** ½ρV², Pa. */
  readonly pressure: number
}

/** What the glide asks of the vehicle: checked, not obeyed. */
function peaksOf(
  { times, r_ecef, v_ecef, burnout }: Trajectory,
  { noseRadius, liftToDrag, ballisticCoefficient }: Glider,
  dive: number,
): Peaks {
  let [load, heatFlux, pressure] = [0, 0, 0]
  times.forEach((t, i) => {
    if (t < burnout || t > dive) return
    const rho = density(Math.max(0, geodeticHeight(r_ecef.subarray(3 * i, 3 * i + 3))))
    const speed = norm3(v_ecef[3 * i]!, v_ecef[3 * i + 1]!, v_ecef[3 * i + 2]!)
    const q = 0.5 * rho * speed * speed
    pressure = Math.max(pressure, q)
    load = Math.max(load, (q / ballisticCoefficient) * Math.sqrt(1 + liftToDrag * liftToDrag))
    heatFlux = Math.max(heatFlux, SUTTON_GRAVES * Math.sqrt(rho / noseRadius) * speed * speed * speed)
  })
  return { load, heatFlux, pressure }
}

/** The peaks in words, and the limits that they exceed. */
export function glideNotes(trajectory: Trajectory, glider: Glider, dive: number): string[] {
  const { load, heatFlux, pressure } = peaksOf(trajectory, glider, dive)
  const { mostLoad, mostHeatFlux } = glider
  const notes = [
    `the glide takes at most ${(load / G0).toFixed(1)} g, ${(pressure / 1000).toFixed(0)} kPa and ${(heatFlux / 1e6).toFixed(1)} MW/m² at the nose`,
  ]
  if (mostLoad !== undefined && load > mostLoad)
    notes.push(`the load is above most_load_g ${(mostLoad / G0).toFixed(1)}`)
  if (mostHeatFlux !== undefined && heatFlux > mostHeatFlux)
    notes.push(`the heat flux is above most_heat_flux_w_m2 ${mostHeatFlux.toPrecision(3)}`)
  return notes
}
