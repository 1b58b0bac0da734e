/**
 * Seeded benchmark of tracking on one thread. A run of ten missiles of the generic solid ICBM, each seen by five to ten satellites once a second for 120 s (aim: 40 ms). And a second of 1,000 objects that 135 satellites
 * measure once each: those above each satellite's horizon, and, harder than any world, all 1,000 by all 135 through the Earth (aim: faster than real time). Processor time of this thread, so that a loaded machine counts
 * less. Needs the built model (`npm run build`). `--check` looks at fewer seconds and fails above three times an aim.
 */
import { cpus } from 'node:os'
import { flyThreat } from '@opendome/model'
import { EARTH_RATE } from '@opendome/model/earth'
import { Stream } from '@opendome/model/math'
import { Shell } from '@opendome/model/orbit'
import { newMeasurements, sightAxes } from '@opendome/model/sense'
import { stateAt } from '@opendome/model/threat'
import { FreeFlight, Tracker, trackingOptions } from '@opendome/model/track'

const RAD = Math.PI / 180
const SIGMA = 1e-4
const SLACK = 3
const CHECK = process.argv.includes('--check')
const options = trackingOptions()
const draw = new Stream(1, 0, 'bench/track', 0)
const sensor = new Float64Array(3)
const u = new Float64Array(3)
const e1 = new Float64Array(3)
const e2 = new Float64Array(3)

/** Appends the sight of the object at `r` from satellite `index` at time t. */
function see(list, shell, index, r, t) {
  const row = list.count++
  for (let i = 0; i < 3; i++) u[i] = r[i] - sensor[i]
  const distance = Math.hypot(...u)
  for (let i = 0; i < 3; i++) u[i] /= distance
  sightAxes(sensor, u, e1, e2)
  const [a, b] = [SIGMA * draw.normal(), SIGMA * draw.normal()]
  for (let i = 0; i < 3; i++) u[i] += a * e1[i] + b * e2[i]
  const size = Math.hypot(...u)
  for (let i = 0; i < 3; i++) {
    list.u_eci[3 * row + i] = u[i] / size
    list.rSensor_eci[3 * row + i] = sensor[i]
    list.sigma[3 * row + i] = i < 2 ? SIGMA : Infinity
  }
  list.range[row] = NaN
  list.sensor[row] = index
  list.t[row] = t
  list.available[row] = t
}

/** Sine of the elevation of the satellite in `sensor` above the horizon of `r`. */
function elevation(r) {
  const d = [0, 1, 2].map((i) => sensor[i] - r[i])
  return (d[0] * r[0] + d[1] * r[1] + d[2] * r[2]) / Math.hypot(...d) / Math.hypot(...r)
}

/** Milliseconds of processor time of `work`. */
function spent(work) {
  const before = process.cpuUsage().user
  work()
  return (process.cpuUsage().user - before) / 1000
}

function tenMissiles() {
  const shell = new Shell({ altitude: 1e6, inclination: 65 * RAD, planes: 9, perPlane: 6, phasing: 1 })
  const missiles = Array.from({ length: 10 }, (_, k) =>
    flyThreat({
      vehicle: 'icbm-solid-generic',
      launch: { lat: (40 + 0.2 * k) * RAD, lon: (126 + 0.13 * k) * RAD },
      aim: { lat: 41.9 * RAD, lon: -87.6 * RAD },
    }),
  )
  const r = new Float64Array(3)
  const steps = []
  let rows = 0
  for (let t = 30; t <= 150; t++) {
    const list = newMeasurements(600)
    for (let s = 0; s < shell.count; s++) {
      shell.position(t, s, sensor)
      for (const { trajectory } of missiles) {
        stateAt(trajectory, t, r)
        const [c, q] = [Math.cos(EARTH_RATE * t), Math.sin(EARTH_RATE * t)]
        r.set([c * r[0] - q * r[1], q * r[0] + c * r[1], r[2]])
        if (elevation(r) > 0.05) see(list, shell, s, r, t)
      }
    }
    steps.push(list)
    rows += list.count
  }
  const tracker = new Tracker(options)
  const times = []
  for (let run = 0; run < 40; run++) {
    tracker.reset(run)
    const time = spent(() => steps.forEach((list, k) => tracker.step(30 + k, list)))
    if (run >= 10) times.push(time)
  }
  const tracks = tracker.tracks.filter((k) => k.status === 'confirmed').length
  return { times, note: `${rows} rows, ${tracks} tracks` }
}

function thousand(all) {
  const shell = new Shell({ altitude: 1e6, inclination: 65 * RAD, planes: 9, perPlane: 15, phasing: 1 })
  const motion = new FreeFlight(1e9, 1e-6, 0)
  const objects = Array.from({ length: 1000 }, () => {
    const [lat, lon] = [(35 + 10 * draw.uniform()) * RAD, (115 + 20 * draw.uniform()) * RAD]
    const r = 6.571e6 + 3e5 * draw.uniform()
    const v = 3000 + 3000 * draw.uniform()
    const up = [Math.cos(lat) * Math.cos(lon), Math.cos(lat) * Math.sin(lon), Math.sin(lat)]
    const north = [-Math.sin(lat) * Math.cos(lon), -Math.sin(lat) * Math.sin(lon), Math.cos(lat)]
    return Float64Array.from([...up.map((c) => r * c), ...up.map((c, i) => v * (0.5 * c + 0.87 * north[i]))])
  })
  const list = newMeasurements(140_000)
  const tracker = new Tracker(options)
  const times = []
  let rows = 0
  for (let t = 1; t <= (CHECK ? 12 : 30); t++) {
    list.count = 0
    for (const x of objects) motion.move(x, 1)
    for (let s = 0; s < shell.count; s++) {
      shell.position(t, s, sensor)
      for (const x of objects) if (all || elevation(x.subarray(0, 3)) > -0.3) see(list, shell, s, x, t)
    }
    const time = spent(() => tracker.step(t, list))
    if (t > 5) times.push(time)
    rows = list.count
  }
  const tracks = tracker.tracks.filter((k) => k.status === 'confirmed')
  const held = objects.filter((x) =>
    tracks.some((k) => Math.hypot(k.state[0] - x[0], k.state[1] - x[1], k.state[2] - x[2]) < 500),
  )
  return { times, note: `${rows} rows, ${tracks.length} tracks, ${held.length} objects within 500 m of one` }
}

const CASES = [
  { name: 'a run: ten missiles, 120 s', aim: 40, work: tenMissiles },
  { name: 'a second: 1,000 objects, seen where above the limb', aim: 1000, work: () => thousand(false) },
  { name: 'a second: 1,000 objects × 135 satellites', aim: 1000, work: () => thousand(true) },
]
console.log(`${cpus()[0]?.model.trim() ?? 'unknown'}, ${cpus().length} cores, Node ${process.version}`)
console.log(
  `${'milliseconds'.padEnd(52)}${['median', 'min', 'max', 'aim'].map((h) => h.padStart(8)).join('')}`,
)
for (const { name, aim, work } of CASES) {
  const { times, note } = work()
  times.sort((a, b) => a - b)
  const median = times[times.length >> 1]
  const cells = [median, times[0], times.at(-1), aim].map((x) => x.toFixed(0).padStart(8))
  console.log(`${name.padEnd(52)}${cells.join('')}   ${note}`)
  if (CHECK && median > SLACK * aim) {
    console.error(`too slow: ${name}, ${median.toFixed(0)} ms against ${aim} ms`)
    process.exitCode = 1
  }
}
