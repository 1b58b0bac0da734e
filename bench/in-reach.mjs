/**
 * Seeded benchmark of interceptors in reach, with two brute-force peers in the same run: one day of counts at the deadline point
 * for 7,800 satellites, 10 launch points and 864 times, on one thread. Then one slider move, the world map, 100,000 satellites. Needs the
 * built model (`npm run build`); the C++ peer needs g++, the other python3 with NumPy, and each is skipped where that is missing.
 * `--quick` leaves out the world map; `--check` fails below a third of the targets.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { flyThreat } from '@opendome/model'
import { EARTH_RATE } from '@opendome/model/earth'
import { windowOf } from '@opendome/model/engage'
import {
  availability,
  boostAzimuth,
  carryProfile,
  inReachSeries,
  mapLayer,
  reachAtDeadline,
  worldMap,
} from '@opendome/model/fleet'
import { Stream } from '@opendome/model/math'
import { Shell } from '@opendome/model/orbit'
import { stateAt } from '@opendome/model/threat'

const RAD = Math.PI / 180
const DAY = 86_400
const STEP = 100
const TIMES = DAY / STEP
const POINTS = 10
const SLACK = 3
const here = (name) => fileURLToPath(new URL(name, import.meta.url))

const shell = new Shell({ altitude: 400e3, inclination: 86 * RAD, planes: 100, perPlane: 78, phasing: 1 })
const flyOut = { deltaV: 6000, acceleration: 15 * 9.80665 }
const { trajectory } = flyThreat({
  vehicle: 'icbm-solid-generic',
  launch: { lat: 41.3 * RAD, lon: 126.6 * RAD },
  aim: { lat: 41.9 * RAD, lon: -87.6 * RAD },
})
const window = windowOf(trajectory, 75, trajectory.burnout, 0)
const stream = new Stream(1, 0, 'bench/in-reach', 0)
const windows = Array.from({ length: POINTS }, () =>
  carryProfile(window, {
    lat: (20 + 45 * stream.uniform()) * RAD,
    lon: 360 * stream.uniform() * RAD,
    azimuth: boostAzimuth(trajectory),
  }),
)

/** Median, least and largest milliseconds of `count` calls after `warmUp` that do not count. */
function time(work, count, warmUp) {
  for (let i = 0; i < warmUp; i++) work()
  const times = []
  for (let i = 0; i < count; i++) {
    const start = performance.now()
    work()
    times.push(performance.now() - start)
  }
  return spread(times)
}

function spread(times) {
  const sorted = [...times].sort((a, b) => a - b)
  return { median: sorted[sorted.length >> 1], min: sorted[0], max: sorted.at(-1) }
}

const counts = Array.from({ length: POINTS }, () => new Float64Array(TIMES))
/** Maps and all: nothing is kept between repeats. */
function ours() {
  windows.forEach((w, p) =>
    inReachSeries(mapLayer({ shell, window: w, flyOut }, 'deadline'), 0, STEP, 0, counts[p]),
  )
}

/** What the peers read: numbers, as text. */
function problem(repeats) {
  const r = new Float64Array(3)
  const points = windows.map((w) => {
    stateAt(w.trajectory, w.deadline, r)
    return [...r, w.deadline, reachAtDeadline(w, flyOut)].join(' ')
  })
  const head = [
    shell.planes,
    shell.perPlane,
    shell.radius,
    Math.cos(shell.inclination),
    Math.sin(shell.inclination),
    shell.node(0, 0),
    shell.planeSpacing,
    shell.nodeRate,
    shell.argumentOfLatitude(0, 0, 0),
    shell.phaseOffset,
    shell.meanMotion,
    TIMES,
    STEP,
    repeats,
    POINTS,
  ]
  return `${head.join(' ')}\n${points.join('\n')}\n${EARTH_RATE}\n`
}

/** Runs a peer and reads its times and counts. */
function peer(command, args, repeats) {
  const done = spawnSync(command, args, { input: problem(repeats), encoding: 'utf8', maxBuffer: 1e8 })
  if (done.status !== 0) throw new Error(`${command} ended with ${done.status}: ${done.stderr}`)
  const [times, , all] = done.stdout.split('\n')
  const theirs = all.trim().split(' ').map(Number)
  let differing = 0
  counts.forEach((list, p) => list.forEach((n, k) => (differing += n === theirs[p * TIMES + k] ? 0 : 1)))
  return { ...spread(times.trim().split(' ').map(Number)), differing }
}

function cpp() {
  if (spawnSync('g++', ['--version']).status !== 0) return 'C++ peer skipped: g++ is not installed'
  const folder = mkdtempSync(join(tmpdir(), 'in-reach-'))
  try {
    const binary = join(folder, 'in-reach')
    const flags = ['-O3', '-march=native', '-ffast-math', '-o', binary, here('in-reach.cpp')]
    const built = spawnSync('g++', flags, { encoding: 'utf8' })
    if (built.status !== 0) return `C++ peer skipped: g++ fails: ${built.stderr.split('\n')[0]}`
    return peer(binary, [], 9)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function numpy() {
  if (spawnSync('python3', ['-c', 'import numpy']).status !== 0)
    return 'NumPy peer skipped: python3 with NumPy is not installed'
  return peer('python3', [here('in-reach.py')], 3)
}

const check = process.argv.includes('--check')
const misses = []
const line = (name, { median, min, max }, target, note = '') => {
  const cells = [median, min, max].map((x) => x.toFixed(x < 10 ? 2 : 0).padStart(9)).join('')
  console.log(
    `${name.padEnd(58)}${cells}${(target === undefined ? '' : String(target)).padStart(9)}  ${note}`,
  )
  if (target !== undefined && median > SLACK * target) misses.push(name)
}

console.log(`${cpus()[0]?.model.trim() ?? 'unknown'}, ${cpus().length} cores, Node ${process.version}`)
console.log(
  `${'milliseconds'.padEnd(58)}${['median', 'min', 'max', 'target'].map((h) => h.padStart(9)).join('')}`,
)
const mine = time(ours, 61, 20)
line('one day at the deadline point, 7,800 × 10 points × 864', mine)
for (const [name, run, target] of [
  ['the same, C++ brute force', cpp, 10],
  ['the same, NumPy', numpy, 100],
]) {
  const found = run()
  if (typeof found === 'string') console.log(found)
  else {
    const ratio = found.median / mine.median
    line(
      name,
      found,
      undefined,
      `${ratio.toFixed(1)}× ours (target ${target}×), ${found.differing} of ${POINTS * TIMES} counts differ`,
    )
    if (ratio < target / SLACK) misses.push(name)
  }
}

const slider = () =>
  availability({ layers: [{ shell, window, flyOut }], liftoff: { to: DAY, siderealAngle: 0 } })
line('slider move: map, one point, one day, exact minimum', time(slider, 31, 10), 20)
const phases = () => availability({ layers: [{ shell, window, flyOut }] })
line('the same over both phases', time(phases, 15, 5), 20)

const large = new Shell({ altitude: 400e3, inclination: 86 * RAD, planes: 400, perPlane: 250, phasing: 1 })
const many = () =>
  availability({ layers: [{ shell: large, window, flyOut }], liftoff: { to: DAY, siderealAngle: 0 } })
line('100,000 satellites, one point, one day, exact minimum', time(many, 3, 1))

if (!process.argv.includes('--quick')) {
  const world = (at) => () =>
    worldMap({
      layers: [{ shell, window, flyOut }],
      latitudes: Array.from({ length: 180 }, (_, i) => (i - 89.5) * RAD),
      longitudes: { from: -179.5 * RAD, step: RAD, count: 360 },
      times: { from: 0, step: STEP, count: TIMES },
      azimuth: boostAzimuth(trajectory),
      siderealAngle: 0,
      at,
    })
  line('world map 1° × 1°, one day, deadline point', time(world('deadline'), 1, 0), 10_000)
  line('world map 1° × 1°, one day, whole path', time(world('path'), 1, 0), 60_000)
}
if (check) {
  for (const name of misses) console.error(`too slow: ${name}`)
  process.exitCode = misses.length > 0 ? 1 : 0
}
