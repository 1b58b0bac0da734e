/**
 * Seeded benchmarks of what the design sets a pace for. Prints machine and Node version, then median, minimum and
 * maximum of the processor time against the target (of `--help`: of the time on the clock). `--check` fails above three times a target; `--json` prints one document.
 * Needs the built model (`npm run build`).
 */
import { spawnSync } from 'node:child_process'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Stream } from '@opendome/model/math'
import { Sgp4, parseTle } from '@opendome/model/orbit'
import { drawCosts } from '@opendome/model/cost'
import { PartnersGame, TaskRunner } from '@opendome/model/study'
import { compareStudies, flyThreat, lifeCycleCost, prepare, readCost, readScenario } from '@opendome/model'
import { EIGHT_PARTNERS } from './partners-case.mjs'

const SLACK = 3
const RAD = Math.PI / 180
const bin = fileURLToPath(new URL('../packages/cli/bin/opendome.js', import.meta.url))

/** Processor time (ms) of this process that `work` takes: what else runs on the machine does not count. */
function spent(work) {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/** Time on the clock, ms: for what runs in a process of its own. */
function elapsed(work) {
  const start = performance.now()
  work()
  return performance.now() - start
}

/** Times `work` `count` times after `warmUp` calls that do not count; milliseconds. */
function time(work, count, warmUp, clock = spent) {
  for (let i = 0; i < warmUp; i++) work(i)
  const times = []
  for (let i = 0; i < count; i++) times.push(clock(() => work(warmUp + i)))
  times.sort((a, b) => a - b)
  return { median: times[times.length >> 1], min: times[0], max: times[times.length - 1], count }
}

let sink = 0

/** One run of cbo-2026 after its flights are solved. */
function oneRun() {
  const { battle } = prepare(readScenario('opendome: 1\nfrom: cbo-2026'))
  return time((i) => (sink += battle.run(i).leaked), 300, 50)
}

/** The same with ten missiles from ten places at ten moments, so that no two share geometry. */
function oneRunSpread() {
  const threats = Array.from(
    { length: 10 },
    (_, i) =>
      `  - {id: m${i}, vehicle: icbm-solid-generic, launch: {lat_deg: ${40 + i / 10}, lon_deg: ${125 + i / 5}}, ` +
      `aim: {site: chicago}, start_s: ${i * 7}}`,
  )
  const text = `opendome: 1\nfrom: cbo-2026\ndisputed: null\nreadings: null\nthreats:\n  - {id: raid, count: 1}\n${threats.join('\n')}`
  const { battle } = prepare(readScenario(text))
  return time((i) => (sink += battle.run(i).leaked), 200, 30)
}

/** One run of cbo-2026-tracking after its flights are solved: 135 satellites look, a tracker follows, command fires at tracks. */
function oneRunTracked() {
  const { battle } = prepare(readScenario('opendome: 1\nfrom: cbo-2026-tracking'))
  return time((i) => (sink += battle.run(i).leaked), 40, 20)
}

/** Six batteries and shells of four layers with 480 interceptors against 50 missiles that become 350 objects. */
function oneRunLayered() {
  const { battle } = prepare(
    readScenario(
      [
        'opendome: 1',
        'from: four-layers',
        'interceptors:',
        '  - { id: sbi, shell: { altitude_km: 400, inclination_deg: 45, planes: 10, per_plane: 10, phasing: 1 } }',
        '  - { id: gbi-greely, inventory: 100 }',
        '  - { id: gbi-vandenberg, inventory: 40 }',
        '  - { id: ashore-midwest, inventory: 80 }',
        '  - { id: thaad-chicago, inventory: 96 }',
        'threats: [{ id: raid, count: 50, interval_s: 2, carries: { warheads: 2, decoys: 3 } }]',
      ].join('\n'),
    ),
  )
  const { plan } = battle
  const objects = plan.missiles.reduce((sum, m) => sum + m.flight.objects.length, 0)
  const held = plan.layers.reduce(
    (sum, l) => sum + ('battery' in l ? l.battery.inventory : l.shell.count * l.perSatellite),
    0,
  )
  if (objects !== 350 || held !== 480)
    throw new Error(`expected 350 objects and 480 interceptors: ${objects}, ${held}`)
  return time((i) => (sink += battle.run(i).leaked), 30, 5)
}

/** Solving one flight: random launch and aim points, both generic boosters, minimum energy. */
function oneFlight() {
  const stream = new Stream(1, 0, 'bench/flight', 0)
  return time(
    (i) => {
      const flown = flyThreat({
        vehicle: i % 2 === 0 ? 'icbm-solid-generic' : 'icbm-liquid-generic',
        launch: { lat: (35 + 20 * stream.uniform()) * RAD, lon: (40 + 100 * stream.uniform()) * RAD },
        aim: { lat: (30 + 30 * stream.uniform()) * RAD, lon: (-120 + 45 * stream.uniform()) * RAD },
      })
      sink += flown.trajectory.burnout
    },
    40,
    6,
  )
}

/** Ten thousand positions of one satellite in low orbit by SGP4. */
function sgp4() {
  const satellite = new Sgp4(
    parseTle(
      '1 25544U 98067A   18184.80969102  .00001614  00000-0  31745-4 0  9993\n' +
        '2 25544  51.6414 295.8524 0003435 262.6267 204.2868 15.54005638121106',
    ),
  )
  const r = new Float64Array(3)
  const v = new Float64Array(3)
  return time(
    (i) => {
      for (let k = 0; k < 10_000; k++) {
        satellite.state(60 * i + k, r, v)
        sink += r[0]
      }
    },
    40,
    10,
  )
}

/** Twelve parts with every price that an item can have, each with a range. */
function twelveParts() {
  const ranged = (value) => ({ value, low: 0.8 * value, high: 1.5 * value, source: 'bench' })
  const items = Array.from({ length: 12 }, (_, i) => ({
    id: `part-${i}`,
    count: 100 * (i + 1),
    development_usd_b: ranged(1 + i),
    first_unit_usd_m: ranged(60),
    learning_slope: 0.85,
    life_years: 5,
    spare_fraction: 0.05,
    launch_success: 0.97,
    mass_kg: 1900,
    launch_vehicle: { payload_kg: 45_000, first_launch_usd_m: ranged(85), learning_slope: 0.95 },
    ground_usd_m: ranged(500),
    construction_usd_m: ranged(1),
    operation_per_unit_usd_m: ranged(0.5),
    people: 100,
    per_person_usd_m: ranged(0.2),
    disposal_per_unit_usd_m: ranged(0.1),
  }))
  const pairs = [{ between: ['part-0.first_unit_usd_m', 'part-1.first_unit_usd_m'], rho: 0.6 }]
  return readCost({
    base_year: 2026,
    years: 30,
    items,
    uncertainty: { draws: 100_000, correlations: pairs },
  }).plan
}

function oneCost() {
  const plan = twelveParts()
  return time(() => (sink += lifeCycleCost(plan).total), 300, 100)
}

function costDraws() {
  const plan = twelveParts()
  return time(() => (sink += drawCosts(plan).total.p50), 3, 1)
}

/** From cbo-2026 by eight assumptions, fleet and total, all 40,320 orders; each mixture's fleet is sized again, flights are solved anew. */
function waterfall() {
  const a = readScenario('opendome: 1\nfrom: cbo-2026')
  const b = readScenario(
    [
      'opendome: 1',
      'from: cbo-2026',
      'command: {decision_time_s: 10}',
      'threats: [{id: raid, count: 6}]',
      'interceptors: [{id: sbi, vehicle: {from: sbi-notional, delta_v_km_s: 8, acceleration_g: 12}, shell: {altitude_km: 320}}]',
      'cost: {items: [{id: sbi, average_unit_usd_m: 15, life_years: 7}]}',
      'disputed: null',
      'readings: null',
      'bracket: null',
    ].join('\n'),
  )
  return time(
    () => {
      const { outputs } = compareStudies(a, b, { runs: 0, search: false })
      const [fleet, total] = outputs
      if (!fleet.shares.exact || !total.shares.exact || total.players.length !== 8)
        throw new Error(`expected all orders of 8 assumptions: ${total.players.join(', ')}`)
      sink += total.shares.changes[0]
    },
    3,
    1,
  )
}

/** A hundred runs of one coalition of eight partners with all layers, made ready included: twelve of the 512 such tasks that all coalitions at 200 runs are. */
function oneCoalition() {
  const game = new PartnersGame(readScenario(EIGHT_PARTNERS), 200)
  if (game.counts.distinct !== 256)
    throw new Error(`expected 256 coalitions that differ: ${game.counts.distinct}`)
  const tasks = game.work.ask()
  const runner = new TaskRunner()
  return time((i) => (sink += runner.run(tasks[(37 * i) % tasks.length]).columns.get('leaked')[0]), 12, 2)
}

function help() {
  return time(
    () => {
      const { status } = spawnSync(process.execPath, [bin, '--help'], { stdio: 'ignore' })
      if (status !== 0) throw new Error(`opendome --help ended with ${status}`)
    },
    9,
    2,
    elapsed,
  )
}

const CASES = [
  { name: 'one run of cbo-2026, flights solved', target: 10, work: oneRun },
  { name: 'one run, ten missiles that share nothing', target: 10, work: oneRunSpread },
  { name: 'one run of cbo-2026-tracking, flights solved', target: 100, work: oneRunTracked },
  { name: 'one run, four layers, 350 objects, 480 shots', target: 500, work: oneRunLayered },
  { name: 'solving one flight', target: 300, work: oneFlight },
  { name: '10,000 SGP4 states, near Earth', target: 20, work: sgp4 },
  { name: 'one life-cycle cost of twelve parts', target: 1, work: oneCost },
  { name: '100,000 draws of twelve parts, 96 prices', target: 2000, work: costDraws },
  { name: 'waterfall of 8 assumptions, 2 outputs', target: 5000, work: waterfall },
  // Ten minutes of two cores for 512 of them.
  { name: '8 partners, all layers: 1 coalition × 100 runs', target: 2340, work: oneCoalition },
  { name: 'opendome --help', target: 300, work: help },
]

const json = process.argv.includes('--json')
const check = process.argv.includes('--check')
const results = CASES.map(({ name, target, work }) => ({ name, target_ms: target, ...work() }))
const machine = `${cpus()[0]?.model.trim() ?? 'unknown'}, ${cpus().length} cores, Node ${process.version}`

if (json) console.log(JSON.stringify({ machine, results }))
else {
  console.log(machine)
  console.log(
    `${'milliseconds'.padEnd(48)}${['median', 'min', 'max', 'target'].map((h) => h.padStart(9)).join('')}`,
  )
  for (const r of results) {
    const cells = [r.median, r.min, r.max].map((x) => x.toFixed(x < 10 ? 2 : 0).padStart(9))
    console.log(`${r.name.padEnd(48)}${cells.join('')}${String(r.target_ms).padStart(9)}`)
  }
}
if (!Number.isFinite(sink)) throw new Error('nothing was computed')
if (check) {
  const slow = results.filter((r) => r.median > SLACK * r.target_ms)
  for (const r of slow)
    console.error(`too slow: ${r.name}, ${r.median.toFixed(0)} ms against ${r.target_ms} ms`)
  process.exitCode = slow.length > 0 ? 1 : 0
}
