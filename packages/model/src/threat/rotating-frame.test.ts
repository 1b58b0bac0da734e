import { describe, expect, it } from 'vitest'
import { toInternal } from '../core/index.ts'
import { ecefFromGeodetic, enuAxes, geodesic, geodeticFromEcef } from '../earth/index.ts'
import { CATALOG } from '../generated/index.ts'
import {
  STEP,
  add,
  airAt,
  altitudeOf,
  dot,
  outside,
  run,
  step,
  times,
  unit,
  type Force,
  type V3,
} from './fixture.ts'
import { guide } from './guidance.ts'
import { solveFlight } from './fly.ts'
import { vehicleSchema } from './schema.ts'
import { stateAt } from './trajectory.ts'
import { rocketOf } from './vehicle.ts'

// A whole flight a second time, by other means: fixed-step Runge–Kutta in the Earth-fixed frame with Coriolis and
// centrifugal accelerations, geodetic altitude, the full standard atmosphere and stage tables read from the catalog anew.

const rad = Math.PI / 180
describe('the whole flight in the rotating frame', () => {
  it.each(['icbm-solid-generic', 'icbm-liquid-generic', 'minuteman-3', 'slbm-solid-generic'])(
    'of %s has the same burnout within 2 m and impact within 20 m',
    (id) => {
      const file = vehicleSchema.parse(CATALOG.find((e) => e.id === id)?.value)
      const launch = { lat: 40 * rad, lon: 126 * rad }
      const aim = { lat: 62 * rad, lon: -150 * rad }
      const vehicle = toInternal(file)
      const { controls } = guide(rocketOf(vehicle), launch, aim, 'minimum-energy')
      const { trajectory } = solveFlight({ vehicle, launch, aim })

      const [e, n, u] = [new Float64Array(3), new Float64Array(3), new Float64Array(3)]
      enuAxes(launch.lat, launch.lon, e, n, u)
      const start = new Float64Array(3)
      ecefFromGeodetic(launch.lat, launch.lon, 0, start)
      const up: V3 = [u[0]!, u[1]!, u[2]!]
      const tilt = Math.hypot(controls.tiltNorth, controls.tiltEast)
      const side = n.map((c, i) => (controls.tiltNorth * c + controls.tiltEast * e[i]!) / tilt)
      const level: V3 = [side[0]!, side[1]!, side[2]!]
      const tilted = add(times(up, Math.cos(tilt)), level, Math.sin(tilt))

      let r: V3 = [start[0]!, start[1]!, start[2]!]
      let v: V3 = [0, 0, 0]
      let t = 0
      let steer: V3 | undefined = up
      let ignition = 0
      let mass = file.payload_kg + file.stages.reduce((sum, s) => sum + s.propellant_kg + s.dry_kg, 0)
      const end = Math.min(controls.cutoff, Infinity)
      file.stages.forEach((stage, i) => {
        if (ignition >= end) return
        const flow = stage.propellant_kg / stage.burn_time_s!
        const last = Math.min(ignition + stage.burn_time_s!, end)
        const [m0, t0] = [mass, ignition]
        const force: Force = (time, at, speed) => {
          const { density, pressure, sound } = airAt(altitudeOf(at))
          const V = Math.sqrt(dot(speed, speed))
          const x = V / sound
          const k = file.drag.mach.findIndex((m) => m >= x)
          const [mach, cds] = [file.drag.mach, file.drag.cd]
          const cd =
            k === 0
              ? cds[0]!
              : k < 0
                ? cds.at(-1)!
                : cds[k - 1]! + ((cds[k]! - cds[k - 1]!) * (x - mach[k - 1]!)) / (mach[k]! - mach[k - 1]!)
          const loss =
            stage.isp_sl_s === undefined
              ? 0
              : (flow * 9.80665 * (stage.isp_vac_s - stage.isp_sl_s) * pressure) / 101_325
          let thrust = flow * 9.80665 * stage.isp_vac_s - loss
          if (i > 0) thrust *= controls.thrustShare
          const m = m0 - flow * (time - t0)
          const drag = (density * V * cd * Math.PI * stage.diameter_m ** 2) / 8 / m
          return add(add(outside(at, speed), steer ?? unit(speed), thrust / m), speed, -drag)
        }
        if (i === 0) {
          ;[r, v] = run(force, 0, file.vertical_rise_s, r, v)
          t = file.vertical_rise_s
          steer = tilted
          // The pitch-over ends where the lean passes the tilt: bisected within its step.
          const lean = (w: V3): number => dot(w, level) - Math.tan(tilt) * dot(w, up)
          for (;;) {
            let h = STEP
            let [r1, v1] = step(force, t, r, v, h)
            if (lean(v1) >= 0) {
              let low = 0
              while (h - low > 1e-9) {
                const middle = (low + h) / 2
                if (lean(step(force, t, r, v, middle)[1]) >= 0) h = middle
                else low = middle
              }
              ;[r1, v1] = step(force, t, r, v, h)
              steer = undefined
            }
            ;[r, v, t] = [r1, v1, t + h]
            if (steer === undefined) break
          }
        }
        ;[r, v] = run(force, t, last, r, v)
        t = last
        ignition += stage.burn_time_s!
        mass -= stage.propellant_kg + stage.dry_kg
      })
      expect(t).toBe(trajectory.burnout)
      const [rB, vB] = [new Float64Array(3), new Float64Array(3)]
      stateAt(trajectory, t, rB, vB)
      expect(Math.hypot(...r.map((c, i) => c - rB[i]!))).toBeLessThan(2)
      expect(Math.hypot(...v.map((c, i) => c - vB[i]!))).toBeLessThan(0.02)

      const beta = file.reentry.ballistic_coefficient_kg_m2
      const fall: Force = (_t, at, speed) =>
        add(
          outside(at, speed),
          speed,
          (-airAt(altitudeOf(at)).density * Math.sqrt(dot(speed, speed))) / 2 / beta,
        )
      for (;;) {
        const [r1, v1] = step(fall, t, r, v, STEP)
        if (altitudeOf(r1) < 0) {
          const [a, b] = [altitudeOf(r), altitudeOf(r1)]
          const h = (STEP * a) / (a - b)
          r = step(fall, t, r, v, h)[0]
          t += h
          break
        }
        ;[r, v, t] = [r1, v1, t + STEP]
      }
      const g = new Float64Array(3)
      geodeticFromEcef(Float64Array.from(r), g)
      expect(geodesic(g[0]!, g[1]!, trajectory.impact.lat, trajectory.impact.lon).distance).toBeLessThan(20)
      expect(Math.abs(t - trajectory.impact.t)).toBeLessThan(0.1)
    },
  )
})
