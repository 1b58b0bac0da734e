/**
 * `npm test`: the set-up of `npm start`, then everything CI runs. Each step is an npm script that can be run
 * alone. A failing step does not stop the later ones. Steps that use one core run side by side, as many as there are
 * cores; what each prints appears in one piece. The last line is `N passed, N failed`, where each step counts as one
 * check and each test of vitest as another.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { DEBIAN_PACKAGES, installDebianPackages } from './debian.mjs'
import {
  INTERRUPTED,
  checkNode,
  install,
  interrupted,
  root,
  runNpm,
  seconds,
  waitOutSignals,
} from './setup.mjs'

// Each line begins when the one before has ended, and its steps in this order: long ones first. The build stands alone, since
// lint and types read what it writes. The tests use all cores by themselves, and pace is measured while nothing else runs.
// The published cases and their page are among the tests.
const STEPS = [
  ['build'],
  ['check:lint', 'check:types', 'check:format', 'check:rooms', 'check:unused', 'check:lock'],
  ['check:examples', 'check:engines', 'check:schema', 'check:generated'],
  ['test:unit'],
  ['test:e2e'],
  ['check:pace'],
]
const REPORTS = path.join(root, '.cache', 'test-reports')

checkNode()
waitOutSignals()

const results = []

/** Runs one step. With `together` what it prints is held back until it ends. */
async function step(name, action, together = false) {
  const title = `\n── ${name} ${'─'.repeat(Math.max(0, 90 - name.length))}`
  const pieces = []
  if (!together) console.log(title)
  const started = Date.now()
  const outcome = await action(together ? (piece) => pieces.push(piece) : undefined)
  const result = { name, passed: 0, failed: 0, ...outcome, time: seconds(started) }
  result[result.ok ? 'passed' : 'failed']++
  results.push(result)
  if (together) process.stdout.write(`${title}\n${Buffer.concat(pieces)}`)
  console.log(`── ${name}: ${result.ok ? 'passed' : 'FAILED'} in ${result.time}`)
}

/** Runs steps side by side, one a core. */
async function line(names) {
  const waiting = [...names]
  const together = names.length > 1 && availableParallelism() > 1
  const lane = async () => {
    while (waiting.length > 0 && !interrupted()) {
      const name = waiting.shift()
      await step(name, (output) => script(name, output), together)
    }
  }
  await Promise.all(Array.from({ length: together ? availableParallelism() : 1 }, lane))
}

/** Runs one npm script; a step named test:… also hands in vitest's counts. */
async function script(name, output) {
  if (!name.startsWith('test:')) return { ok: (await runNpm(['run', '--silent', name], { output })) === 0 }
  const report = path.join(REPORTS, `${name.replace(':', '-')}.json`)
  const options = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const ok = (await runNpm(['run', '--silent', name, '--', ...options])) === 0
  if (!existsSync(report)) return { ok: false }
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'))
  return { ok, passed: numPassedTests, failed: numFailedTests }
}

rmSync(REPORTS, { recursive: true, force: true })
mkdirSync(REPORTS, { recursive: true })

await step('packages', async () => ({ ok: (await install()) === 0 }))
if (DEBIAN_PACKAGES.length > 0) await step('debian packages', () => ({ ok: installDebianPackages() }))
// Without packages no step can run; without a Debian package the steps that need it fail by themselves.
if (results[0].ok) {
  for (const names of STEPS) await line(names)
}

const total = (key) => results.reduce((sum, result) => sum + result[key], 0)
console.log('\n── all steps')
for (const { name, ok, time, passed, failed } of results) {
  const tests =
    passed + failed > 1 ? `  (${passed - (ok ? 1 : 0)} tests passed, ${failed - (ok ? 0 : 1)} failed)` : ''
  console.log(`${ok ? '  passed' : '  FAILED'}  ${time.padStart(8)}  ${name}${tests}`)
}
if (interrupted()) console.log('stopped by a signal before the end')
console.log(`${total('passed')} passed, ${total('failed')} failed`)
process.exitCode = interrupted() ? INTERRUPTED : total('failed') > 0 ? 1 : 0
