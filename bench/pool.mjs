/**
 * Speed-up of the pool of threads on cbo-2026, what the queue of hosts adds to it, and from both what 1e8 runs take on n hosts.
 *
 *   node bench/pool.mjs          prints the table; a quiet machine tells the truth
 *   node bench/pool.mjs --runs N runs of one measurement (default 10000)
 *
 * The same runs by one thread and by all; processor time beside the clock, since other programs on the machine slow the clock but hardly the
 * count. The queue is Debian's redis-server on a free port; without it that part is left out.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { readScenario } from '@opendome/model'
import { Cores, ResultStore, allCores } from '@opendome/workers'
import { Host, HostEngine, connectRedis, redisAddress } from '@opendome/workers/hosts'
import { CoreEngine, conduct } from '@opendome/workers/study'
import { TestRedis } from '@opendome/workers/testing'

const { values } = parseArgs({ options: { runs: { type: 'string', default: '10000' } } })
const RUNS = Number(values.runs)
const TASK = 1000
const REPEATS = 3
const TURNS = 7
const scenario = JSON.stringify(readScenario('opendome: 1\nfrom: cbo-2026').document)
const tasks = (runs, size, point = 0) =>
  Array.from({ length: Math.ceil(runs / size) }, (_, i) => ({
    point,
    scenario,
    set: {},
    from: i * size,
    to: Math.min(runs, (i + 1) * size),
  }))

const threads = allCores()
console.log(
  `${cpus()[0].model.trim()}, ${threads} cores, Node ${process.versions.node}, load ${loadavg()[0].toFixed(1)}`,
)

/** The clock and the processor time of some work, s. */
async function timed(work) {
  const [t, used] = [performance.now(), process.cpuUsage()]
  await work()
  const { user, system } = process.cpuUsage(used)
  return { clock: (performance.now() - t) / 1000, processor: (user + system) / 1e6 }
}

/** The lesser of two, by the clock and by the count. */
function lesser(a, b) {
  return { clock: Math.min(a.clock, b.clock), processor: Math.min(a.processor, b.processor) }
}

/** Best of some repeats. */
async function best(work) {
  let found = await timed(work)
  for (let i = 1; i < REPEATS; i++) found = lesser(found, await timed(work))
  return found
}

/** A pool that has run before, and the runs by it. */
async function warm(count) {
  const cores = new Cores(count)
  const all = () =>
    Promise.all(tasks(RUNS, TASK).map((task) => cores.runs(task, Math.ceil((2 * count * TASK) / RUNS))))
  await all()
  return { all, close: () => cores.close() }
}

/** Both pools by turns, so that what else the machine does meets both alike. The ratio is the median of the turns. */
async function compared(count) {
  const pools = [await warm(1), await warm(count)]
  const turns = []
  for (let i = 0; i < TURNS; i++) {
    const turn = []
    for (const { all } of pools) turn.push(await timed(all))
    turns.push(turn)
  }
  for (const pool of pools) await pool.close()
  const ratios = turns.map(([a, b]) => a.clock / b.clock).sort((a, b) => a - b)
  const least = (i) => turns.map((turn) => turn[i]).reduce(lesser)
  return { one: least(0), many: least(1), ratio: ratios[Math.floor(TURNS / 2)], ratios }
}

const { one, many, ratio, ratios } = await compared(threads)
const line = (what, { clock, processor }) =>
  console.log(
    `${what.padEnd(34)} ${clock.toFixed(2).padStart(8)} s ${processor.toFixed(2).padStart(8)} s of processor ${(RUNS / clock).toFixed(0).padStart(7)} runs/s`,
  )
line(`${RUNS} runs, 1 thread`, one)
line(`${RUNS} runs, ${threads} threads`, many)
console.log(
  `speed-up ${ratio.toFixed(2)} (median of ${TURNS} turns, ${ratios[0].toFixed(2)} to ${ratios[TURNS - 1].toFixed(2)}), ${((100 * ratio) / threads).toFixed(0)} % of ${threads} cores; processor time ${((100 * many.processor) / one.processor).toFixed(0)} % of one thread's`,
)

if (spawnSync('redis-server', ['--version']).status === 0) await queue()
else console.log('no redis-server here: the queue is not measured')

/** The same jobs, each of about a second, straight to the pool and through the queue. */
async function queue() {
  const size = Math.max(100, Math.round(RUNS / one.processor / 100) * 100)
  const jobs = tasks(size * threads * 6, size)
  const folder = mkdtempSync(path.join(tmpdir(), 'opendome-bench-'))
  const redis = await TestRedis.start(folder)
  const cores = new Cores(threads)
  await Promise.all(Array.from({ length: 2 * threads }, () => cores.runs(tasks(200, 200)[0])))
  const store = await ResultStore.create(path.join(folder, 'store'))
  let repeat = 0
  // Other runs each time, or the shards of the last would be found.
  const carryOut = async (engine) => {
    const shift = ++repeat * 1e6
    const own = jobs.map((task) => ({ ...task, from: task.from + shift, to: task.to + shift }))
    const told = new Set()
    const course = {
      ask: () => own.filter((task) => !told.has(task.from)),
      tell: ({ from }) => told.add(from),
      refuse: () => undefined,
    }
    await conduct({ course, store, engine, eventRuns: 0 })
  }
  const straight = await best(() => carryOut(new CoreEngine(cores, store)))
  const lent = await connectRedis(redisAddress(redis.url))
  const host = new Host({ redis: lent, store, cores })
  await host.ready()
  const engine = new HostEngine(await connectRedis(redisAddress(redis.url)), store, 'bench', () => undefined)
  const through = await best(() => carryOut(engine))
  await engine.close()
  await host.close()
  lent.disconnect()
  await cores.close()
  await redis.kill()
  rmSync(folder, { recursive: true, force: true })
  console.log(
    `${jobs.length} jobs of ${size} runs, ${((straight.clock / jobs.length) * threads).toFixed(2)} s each`,
  )
  console.log(
    `without the queue ${straight.clock.toFixed(2)} s, through Redis ${through.clock.toFixed(2)} s: ${((100 * through.clock) / straight.clock - 100).toFixed(1)} % more; processor ${((100 * through.processor) / straight.processor - 100).toFixed(1)} % more`,
  )
}
