/**
 * Seeded benchmark of the static weapon–target assignment: 100 weapons, 200 targets, kill chances uniform in 0 to 1 and values in whole numbers
 * 1 to 100, as in the published instances of Andersen, Pavlikov and Toffolo (Annals of Operations Research, 2022), with one, two and three interceptors a weapon.
 * Prints the shortest time to a proven gap of 1 % beside the baselines' costs. Needs the built model (`npm run build`). `--check` fails
 * where the gap is not proven, and above three times the target.
 */
import { cpus } from 'node:os'
import { FIRE_SOLVERS } from '@opendome/model/command'
import { Stream } from '@opendome/model/math'

const WEAPONS = 100
const TARGETS = 200
const GAP = 0.01
const REPEATS = 3
const SLACK = 3

const draw = new Stream(1, 0, 'bench/fire', 0)
const PROBLEMS = [
  { stock: 1, target: 2000 },
  { stock: 2, target: 2000 },
  // Shown without a target: the proof takes longer the more shots a target gets.
  { stock: 3, target: undefined },
].map(({ stock, target }) => ({
  target,
  name: `${stock} a weapon`,
  problem: {
    weapons: WEAPONS,
    targets: TARGETS,
    stock: Array(WEAPONS).fill(stock),
    value: Float64Array.from({ length: TARGETS }, () => 1 + Math.floor(100 * draw.uniform())),
    kill: Float64Array.from({ length: WEAPONS * TARGETS }, () => draw.uniform()),
  },
}))

const check = process.argv.includes('--check')
const failures = []
console.log(`${cpus()[0]?.model.trim() ?? 'unknown'}, ${cpus().length} cores, Node ${process.version}`)
const heads = ['ms', 'target', 'cost', 'gap %', 'parts', 'linear', 'marginal']
console.log(`${'100 weapons, 200 targets'.padEnd(26)}${heads.map((h) => h.padStart(10)).join('')}`)
for (const { name, target, problem } of PROBLEMS) {
  if (check && target === undefined) continue
  let time = Infinity
  let plan
  for (let k = 0; k < REPEATS; k++) {
    const start = performance.now()
    plan = FIRE_SOLVERS.optimal(problem, { gap: GAP, nodes: 20 })
    time = Math.min(time, performance.now() - start)
  }
  const cells = [
    time.toFixed(0),
    target ?? '',
    plan.cost.toFixed(2),
    (100 * plan.gap).toFixed(2),
    plan.nodes,
    FIRE_SOLVERS.linear(problem).cost.toFixed(2),
    FIRE_SOLVERS['marginal-return'](problem).cost.toFixed(2),
  ]
  console.log(`${name.padEnd(26)}${cells.map((cell) => String(cell).padStart(10)).join('')}`)
  if (target === undefined) continue
  if (plan.gap > GAP) failures.push(`${name}: gap ${plan.gap}, at most ${GAP}`)
  if (time > SLACK * target) failures.push(`${name}: ${time.toFixed(0)} ms, at most ${SLACK * target}`)
}
for (const failure of failures) console.error(failure)
if (check && failures.length > 0) process.exitCode = 1
