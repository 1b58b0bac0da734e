/**
 * Outputs in the manual that come from a run. A line `<!-- run: opendome … -->` stands over a fenced block; this
 * script runs the command in the folder of the clone and writes its standard output into the block. `--check` compares
 * and fails on a difference. Needs the built packages.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './setup.mjs'

const BLOCK = /(<!-- run: opendome ([^\n]*?) -->\n+```\w*\n)([\s\S]*?)(\n```)/g
const bin = path.join(root, 'packages/cli/bin/opendome.js')
const check = process.argv.includes('--check')
const files = [
  'README.md',
  ...readdirSync(path.join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => `docs/${name}`),
]

/** Splits as a shell does where arguments hold no quotes within quotes. */
function words(command) {
  return [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map((m) => m[1] ?? m[2] ?? m[3])
}

function run(command) {
  const result = spawnSync(process.execPath, [bin, ...words(command)], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', COLUMNS: '100' },
  })
  // A refused command shows its message instead.
  return (result.stdout === '' ? result.stderr : result.stdout).trimEnd()
}

let blocks = 0
const stale = []
for (const file of files) {
  const text = readFileSync(path.join(root, file), 'utf8')
  const fresh = text.replace(BLOCK, (whole, head, command, body, tail) => {
    blocks++
    const output = run(command)
    if (output !== body) stale.push(`${file}: opendome ${command}`)
    return `${head}${output}${tail}`
  })
  if (!check && fresh !== text) writeFileSync(path.join(root, file), fresh)
}
console.log(`${blocks} outputs in the manual, ${stale.length} ${check ? 'out of step' : 'rewritten'}`)
for (const entry of stale) console.log(`  ${entry}`)
if (check && stale.length > 0) {
  console.error('run `npm run examples` and look at what changed')
  process.exitCode = 1
}
