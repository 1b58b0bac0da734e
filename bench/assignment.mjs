/**
 * Seeded benchmark of linear assignment, 1,000 × 1,000 on one thread, beside SciPy in the same run: the same costs, totals compared. The
 * aim is twice SciPy's time. Needs the built model (`npm run build`); SciPy is left out, in words, where it is missing. `--check` fails above three
 * times SciPy's time for the problems that have the aim, and where the totals differ.
 */
import { spawnSync } from 'node:child_process'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { AssignmentSolver, Stream } from '@opendome/model/math'

const N = 1000
const REPEATS = 15
const AIM = 2
const MOST = 3

const draw = new Stream(1, 0, 'bench/assignment', 0)
const PROBLEMS = [
  { name: 'uniform costs', aim: AIM, cost: () => draw.uniform() },
  { name: 'whole costs below 100: many ties', aim: AIM, cost: () => Math.floor(100 * draw.uniform()) },
  { name: 'whole costs below a million', aim: AIM, cost: () => Math.floor(1e6 * draw.uniform()) },
  // Every shortest path is as long as it can be: the worst case of both, shown without an aim.
  { name: 'row times column', aim: undefined, repeats: 1, cost: (i, j) => (i + 1) * (j + 1) },
].map(({ cost, ...problem }) => ({
  ...problem,
  costs: Float64Array.from({ length: N * N }, (_, k) => cost(Math.floor(k / N), k % N)),
}))

/** The shortest of some repeats: what a loaded machine disturbs least. */
const shortest = (times) => Math.min(...times)

function ours({ costs, repeats = REPEATS }) {
  const solver = new AssignmentSolver(N, N)
  const times = []
  let total = 0
  for (let k = 0; k < repeats; k++) {
    const start = performance.now()
    total = solver.solve(N, N, costs)
    times.push(performance.now() - start)
  }
  return { total, time: shortest(times) }
}

function scipy({ costs, repeats = REPEATS }) {
  const input = Buffer.concat([Buffer.from(`${N} ${repeats}\n`), Buffer.from(costs.buffer)])
  const script = fileURLToPath(new URL('assignment.py', import.meta.url))
  const done = spawnSync('python3', [script], { input, maxBuffer: 1e8 })
  if (done.status !== 0) throw new Error(`python3 ended with ${done.status}: ${done.stderr}`)
  const [total, ...times] = String(done.stdout).trim().split(' ').map(Number)
  return { total, time: shortest(times) }
}

const check = process.argv.includes('--check')
const hasScipy = spawnSync('python3', ['-c', 'import scipy.optimize']).status === 0
const failures = []
console.log(`${cpus()[0]?.model.trim() ?? 'unknown'}, ${cpus().length} cores, Node ${process.version}`)
if (!hasScipy) console.log('SciPy skipped: python3 with SciPy is not installed')
console.log(
  `${'milliseconds, shortest'.padEnd(38)}${['opendome', 'SciPy', 'ratio', 'aim'].map((h) => h.padStart(9)).join('')}`,
)
for (const problem of PROBLEMS) {
  if (check && problem.aim === undefined) continue
  const mine = ours(problem)
  const peer = hasScipy ? scipy(problem) : undefined
  const ratio = peer === undefined ? undefined : mine.time / peer.time
  const cells = [
    mine.time.toFixed(1),
    peer?.time.toFixed(1) ?? '',
    ratio?.toFixed(2) ?? '',
    problem.aim ?? '',
  ]
  console.log(`${problem.name.padEnd(38)}${cells.map((cell) => String(cell).padStart(9)).join('')}`)
  if (peer === undefined) continue
  if (Math.abs(mine.total - peer.total) > 1e-12 * N * Math.max(1, Math.abs(peer.total))) {
    failures.push(`${problem.name}: total ${mine.total}, SciPy ${peer.total}`)
  }
  if (problem.aim !== undefined && ratio > MOST) {
    failures.push(`${problem.name}: ${ratio.toFixed(2)} times SciPy's time, at most ${MOST}`)
  }
}
for (const failure of failures) console.error(failure)
if (check && failures.length > 0) process.exitCode = 1
