/**
 * `npm test`: the set-up of `npm start`, then everything CI runs. Each step is an npm script that can be run
 * alone. A failing step does not stop the later ones. The last line is `N passed, N failed`, where each step
 * counts as one check and each test of vitest as another.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
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

const STEPS = [
  'check:lock',
  'check:format',
  'check:lint',
  'build',
  'check:types',
  'check:unused',
  'check:rooms',
  'check:generated',
  'check:schema',
  'test:unit',
  'test:e2e',
  'validate',
  'check:page',
  'check:examples',
  'check:pace',
  'check:engines',
]
const REPORTS = path.join(root, '.cache', 'test-reports')

checkNode()
waitOutSignals()

const results = []

async function step(name, action) {
  console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 90 - name.length))}`)
  const started = Date.now()
  const result = { name, passed: 0, failed: 0, ...(await action()) }
  result[result.ok ? 'passed' : 'failed']++
  results.push(result)
  console.log(`── ${name}: ${result.ok ? 'passed' : 'FAILED'} in ${(result.time = seconds(started))}`)
}

/** Runs one npm script; a step named test:… also hands in vitest's counts. */
async function script(name) {
  if (!name.startsWith('test:')) return { ok: (await runNpm(['run', '--silent', name])) === 0 }
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
  for (const name of STEPS) {
    if (interrupted()) break
    await step(name, () => script(name))
  }
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
