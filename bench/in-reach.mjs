/**
 * Seeded benchmark of interceptors in reach, with two brute-force peers in the same run: one day of counts at the deadline point
 * for 7,800 satellites, 10 launch points and 864 times, on one thread. Then one slider move, the world map, 100,000 satellites and their
 * memory, and the sizing of cbo-2026. All times are processor time of the whole process (Node's helpers included), which a loaded machine
 * changes little. Needs the built model (`npm run build`); the C++ peer needs g++, the other python3 with NumPy, and each is skipped
 * where that is missing. `--quick` leaves out the world map and the sizing; `--check` fails below a third of the targets.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { flyThreat, prepareSize, readScenario, sizeFleet } from '@opendome/model'
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
import { searchOptions } from '@opendome/model/study'
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

/** Processor milliseconds of one of `batch` calls, `count` times after `warmUp` calls that do not count. */
function timesOf(work, count, warmUp, batch = 1) {
  for (let i = 0; i < warmUp; i++) work()
  return Array.from({ length: count }, () => {
    const start = process.cpuUsage()
    for (let i = 0; i < batch; i++) work()
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1000 / batch
  })
}

/** Their median, least and largest. */
const time = (...args) => spread(timesOf(...args))

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
  `${'milliseconds of processor time'.padEnd(58)}${['median', 'min', 'max', 'target'].map((h) => h.padStart(9)).join('')}`,
)
// Ours before, between and after the peers, so that all see the same machine.
const peers = [
  ['the same, C++ brute force', cpp, 10],
  ['the same, NumPy', numpy, 100],
]
const mine = timesOf(ours, 15, 40, 5)
const found = peers.map(([, run]) => {
  const theirs = run()
  mine.push(...timesOf(ours, 15, 5, 5))
  return theirs
})
const own = spread(mine)
line('one day at the deadline point, 7,800 × 10 points × 864', own)
peers.forEach(([name, , target], i) => {
  const theirs = found[i]
  if (typeof theirs === 'string') {
    console.log(theirs)
    return
  }
  const ratio = theirs.median / own.median
  const differ = `${theirs.differing} of ${POINTS * TIMES} counts differ`
  line(name, theirs, undefined, `${ratio.toFixed(0)}× ours (target ${target}×), ${differ}`)
  if (ratio < target / SLACK) misses.push(name)
})

const slider = () =>
  availability({ layers: [{ shell, window, flyOut }], liftoff: { to: DAY, siderealAngle: 0 } })
line('slider move: map, one point, one day, exact minimum', time(slider, 31, 10), 20)
const phases = () => availability({ layers: [{ shell, window, flyOut }] })
line('the same over both phases', time(phases, 15, 5), 20)

const large = new Shell({ altitude: 400e3, inclination: 86 * RAD, planes: 400, perPlane: 250, phasing: 1 })
const many = () =>
  availability({ layers: [{ shell: large, window, flyOut }], liftoff: { to: DAY, siderealAngle: 0 } })
line('100,000 satellites, one point, one day, exact minimum', time(many, 5, 1))

/** Largest memory of a process that finds the exact minimum of so many planes of 250 over so many days, MB. */
function memory(planes, days) {
  const code = `import { Shell } from '@opendome/model/orbit'
import { availability } from '@opendome/model/fleet'
import { flyThreat } from '@opendome/model'
import { windowOf } from '@opendome/model/engage'
const { trajectory } = flyThreat({ vehicle: 'icbm-solid-generic', launch: { lat: 0.72, lon: 2.2 }, aim: { lat: 0.73, lon: -1.5 } })
const window = windowOf(trajectory, 75, trajectory.burnout, 0)
const shell = new Shell({ altitude: 400e3, inclination: 1.5, planes: ${planes}, perPlane: 250, phasing: 1 })
availability({ layers: [{ shell, window, flyOut: { deltaV: 6000, acceleration: 147 } }], liftoff: { to: ${days} * 86400, siderealAngle: 0 } })
console.log(process.resourceUsage().maxRSS / 1024)`
  const done = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    cwd: here('.'),
    encoding: 'utf8',
  })
  if (done.status !== 0) throw new Error(done.stderr)
  return Number(done.stdout)
}
const sizes = [
  [4, 1],
  [400, 20],
  [400, 80],
]
const held = sizes.map(([planes, days]) => memory(planes, days))
sizes.forEach(([planes, days], i) =>
  console.log(
    `memory, ${(250 * planes).toLocaleString('en')} satellites over ${days} d: ${held[i].toFixed(0)} MB at most`,
  ),
)
if (held[2] > 1.5 * held[1]) misses.push('memory grows with the window')

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

  for (const [name, size, target] of [
    ['sizing cbo-2026 over the whole design space', '', 120_000],
    ['the same for launches within 0.5° of the latitude as well', 'size: {band_deg: 0.5}', undefined],
  ]) {
    const options = searchOptions(prepareSize(readScenario(`opendome: 1\nfrom: cbo-2026\n${size}`)))
    let sized
    const took = time(() => (sized = sizeFleet(options)), 1, 0)
    const note = `${sized.count} satellites, ${sized.complete ? 'proven smallest on the grid' : 'not proven'}`
    line(name, took, target, note)
  }
}
if (check) {
  for (const name of misses) console.error(`too slow: ${name}`)
  process.exitCode = misses.length > 0 ? 1 : 0
}
