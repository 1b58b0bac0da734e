/**
 * Seeded benchmark of one extended Kalman predict + update: six states in free flight (point mass + J2, one Runge–Kutta step, second-order transition), a sight with range
 * (three components), Joseph form, on one thread, beside the same formulas in NumPy in the same run, final states compared. Then the plain filter of constant velocity and a measured position, which is nothing but small
 * matrix products. Needs the built model (`npm run build`); NumPy is left out, in words, where it is missing. `--check` fails below a third of the aim.
 */
import { spawnSync } from 'node:child_process'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Stream } from '@opendome/model/math'
import { sightAxes } from '@opendome/model/sense'
import {
  ConstantVelocity,
  ExtendedFilter,
  FreeFlight,
  LinearMeasurement,
  SightModel,
} from '@opendome/model/track'

const STEPS = 2000
const REPEATS = 7
const AIM = 20
const SLACK = 3
const NOISE = 1e-4
const ANGLE = 1e-4
const RANGE = 50

const draw = new Stream(1, 0, 'bench/ekf', 0)
const start = [-3e6, 4.1e6, 4.6e6, -1000, 3500, 4500]
const sigmas = [1000, 1000, 1000, 100, 100, 100]
const P0 = Float64Array.from({ length: 36 }, (_, k) => (k % 7 === 0 ? sigmas[k / 7] ** 2 : 0))

/** A truth without noise, 0.5 s a step, seen from one place; what both filters are given. */
const motion = new FreeFlight(1e9, NOISE, 0)
const truth = Float64Array.from(start)
const sensor = new Float64Array(3)
const sights = Float64Array.from({ length: 7 * STEPS })
for (let k = 0; k < STEPS; k++) {
  motion.move(truth, 0.5)
  sensor.set([-5e6 + 7000 * k, 5.2e6, 1.5e6])
  const d = [0, 1, 2].map((i) => truth[i] - sensor[i])
  const distance = Math.hypot(...d)
  const u = Float64Array.from(d, (c) => c / distance)
  const e1 = new Float64Array(3)
  const e2 = new Float64Array(3)
  sightAxes(sensor, u, e1, e2)
  const [a, b] = [ANGLE * draw.normal(), ANGLE * draw.normal()]
  for (let i = 0; i < 3; i++) u[i] += a * e1[i] + b * e2[i]
  const size = Math.hypot(...u)
  sights.set([...sensor, ...u.map((c) => c / size), distance + RANGE * draw.normal()], 7 * k)
}

function extended() {
  const filter = new ExtendedFilter(motion, start, P0)
  const sight = new SightModel(6, ANGLE, RANGE)
  const z = new Float64Array(3)
  const u = new Float64Array(3)
  for (let k = 0; k < STEPS; k++) {
    for (let i = 0; i < 3; i++) {
      sensor[i] = sights[7 * k + i]
      u[i] = sights[7 * k + 3 + i]
    }
    sight.aim(sensor, u)
    z[2] = sights[7 * k + 6]
    filter.predict(0.5)
    filter.update(sight, z)
  }
  return filter.x
}

function plain() {
  const filter = new ExtendedFilter(new ConstantVelocity(3, 0.1), [0, 1, 0, 1, 0, 1], P0)
  const place = new LinearMeasurement(
    6,
    [1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0],
    [4, 0, 0, 0, 4, 0, 0, 0, 4],
  )
  const z = new Float64Array(3)
  for (let k = 0; k < STEPS; k++) {
    z.fill(sights[7 * k + 6] / 1e6)
    filter.predict(0.5)
    filter.update(place, z)
  }
  return filter.x
}

/** The shortest of some repeats, in µs a step: what a loaded machine disturbs least. */
function ours(work) {
  const times = []
  let x
  for (let r = 0; r < REPEATS + 3; r++) {
    const begin = performance.now()
    x = work()
    times.push(performance.now() - begin)
  }
  return { x, time: (1000 * Math.min(...times.slice(3))) / STEPS }
}

function numpy() {
  const input = Buffer.concat([
    Buffer.from(`${STEPS} ${REPEATS} ${NOISE} ${ANGLE} ${RANGE}\n`),
    Buffer.from(Float64Array.from(start).buffer),
    Buffer.from(P0.buffer),
    Buffer.from(sights.buffer),
  ])
  const script = fileURLToPath(new URL('ekf.py', import.meta.url))
  const done = spawnSync('python3', [script], { input, maxBuffer: 1e7 })
  if (done.status !== 0) throw new Error(`python3 ended with ${done.status}: ${done.stderr}`)
  return String(done.stdout)
    .trim()
    .split('\n')
    .map((line) => {
      const [time, ...x] = line.split(' ').map(Number)
      return { time, x }
    })
}

const check = process.argv.includes('--check')
const hasNumpy = spawnSync('python3', ['-c', 'import numpy']).status === 0
console.log(`${cpus()[0]?.model.trim() ?? 'unknown'}, ${cpus().length} cores, Node ${process.version}`)
if (!hasNumpy) console.log('NumPy skipped: python3 with NumPy is not installed')
console.log(
  `${'microseconds a step, shortest'.padEnd(44)}${['opendome', 'NumPy', 'ratio', 'aim'].map((h) => h.padStart(9)).join('')}`,
)
const peers = hasNumpy ? numpy() : []
const names = ['extended: free flight, sight with range', 'plain: constant velocity, position']
const failures = []
;[extended, plain].forEach((work, k) => {
  const own = ours(work)
  const peer = peers[k]
  const ratio = peer && peer.time / own.time
  const cells = [
    own.time.toFixed(2),
    peer?.time.toFixed(1) ?? '',
    ratio?.toFixed(0) ?? '',
    k === 0 ? `${AIM}` : '',
  ]
  console.log(`${names[k].padEnd(44)}${cells.map((c) => c.padStart(9)).join('')}`)
  if (peer === undefined) return
  // Same formulas, another order of sums: positions of 1e7 m to a millimetre.
  const apart = Math.max(...peer.x.map((c, i) => Math.abs(c - own.x[i]) / (1 + Math.abs(c))))
  if (!(apart < 1e-9)) failures.push(`${names[k]}: final states differ by ${apart}`)
  if (k === 0 && ratio < AIM / SLACK)
    failures.push(`too slow: ${names[k]}, ${ratio.toFixed(1)} times NumPy, aim ${AIM}`)
})
for (const failure of failures) console.error(failure)
if (failures.length > 0 && (check || failures.some((f) => f.includes('differ')))) process.exitCode = 1
