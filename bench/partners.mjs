/**
 * Marginal values of eight partners on CBO 2026 with all layers: all 256 coalitions × 200 runs, from an empty store to the answer, and once more from what the store then has.
 *
 *   node bench/partners.mjs            prints the time on the clock; a quiet machine tells the truth
 *   node bench/partners.mjs --runs N   runs of each coalition (default 200)
 *
 * The aim is ten minutes on two cores. By stated delays: with sensors a run takes a hundred times as long (`docs/partners.md`).
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { EIGHT_PARTNERS } from './partners-case.mjs'

const { values } = parseArgs({ options: { runs: { type: 'string', default: '200' } } })
const bin = fileURLToPath(new URL('../packages/cli/bin/opendome.js', import.meta.url))
const folder = mkdtempSync(path.join(tmpdir(), 'opendome-partners-'))
const model = cpus()[0]?.model.trim() ?? 'unknown'
console.log(
  `${model}, ${cpus().length} cores, Node ${process.versions.node}, load ${loadavg()[0].toFixed(1)}`,
)
try {
  writeFileSync(path.join(folder, 'eight.yaml'), EIGHT_PARTNERS)
  for (const what of ['from an empty store', 'from the same store']) {
    const start = performance.now()
    const args = [
      'partners',
      'eight.yaml',
      '--runs',
      values.runs,
      '--workers',
      '2',
      '--out',
      'store',
      '--json',
    ]
    const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 1e8,
    })
    if (status !== 0) throw new Error(stderr)
    const { coalitions, distinct, runs } = JSON.parse(stdout)
    const seconds = (performance.now() - start) / 1000
    console.log(
      `${what}: ${coalitions} coalitions, ${distinct} differ, ${runs} runs each: ${seconds.toFixed(0)} s on the clock with two threads`,
    )
    console.log(`  ${stderr.trim().split('\n').at(-1)}`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
