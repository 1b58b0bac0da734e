/**
 * What `npm start` and `npm test` do first: check the Node version, install the packages when
 * package-lock.json has changed since the last install, build what is stale. Plain Node, no packages.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))

const OLDEST_NODE = [20, 19]
const STAMP = path.join(root, 'node_modules', '.opendome-install')

/** The exit code of a program that Ctrl-C has stopped, by the shell's convention (128 + signal number). */
export const INTERRUPTED = 130

let interrupts = 0
export const interrupted = () => interrupts > 0

/** Ends the process with a message when Node is too old to run opendome. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return
  console.error(
    `opendome needs Node.js ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node} (${process.execPath}).\n` +
      'Install a newer one, for example from https://nodejs.org, and type the same command again.',
  )
  process.exit(2)
}

/**
 * Ctrl-C reaches the whole foreground group, so the child stops by itself and this process only waits for
 * its exit code. Where there is no terminal the signal may have come to this process alone: if a child
 * still runs a second later, it is passed on.
 */
export function waitOutSignals() {
  process.on('SIGINT', () => {
    interrupts++
    if (!process.stdin.isTTY) setTimeout(() => killAll('SIGINT'), 1000).unref()
  })
  process.on('SIGTERM', () => {
    interrupts++
    killAll('SIGTERM')
  })
}

const children = new Set()
const killAll = (signal) => children.forEach((child) => child.kill(signal))

/**
 * Runs a Node script (first argument: its path) in the repository; resolves to its exit code. With `output`, a function, what
 * the script prints goes there in pieces.
 */
export function runNode(args, { output, ...options } = {}) {
  return new Promise((resolve) => {
    const stdio = output ? ['inherit', 'pipe', 'pipe'] : 'inherit'
    const child = spawn(process.execPath, args, { cwd: root, stdio, ...options })
    children.add(child)
    child.stdout?.on('data', output)
    child.stderr?.on('data', output)
    child.on('error', (error) => {
      children.delete(child)
      console.error(`${process.execPath}: ${error.message}`)
      resolve(1)
    })
    child.on('close', (code, signal) => {
      children.delete(child)
      resolve(signal === 'SIGINT' ? INTERRUPTED : signal ? 143 : code)
    })
  })
}

/** Runs the npm that started this script; resolves to its exit code. */
export function runNpm(args, options = {}) {
  const npm = process.env.npm_execpath
  if (!npm || !/npm-cli\.c?js$/.test(npm)) {
    console.error(
      'This script needs the npm that ships with Node.js: start it with `npm start`, `npm test` or `npm run …`.',
    )
    return Promise.resolve(2)
  }
  return runNode([npm, ...args], options)
}

/** Installs the packages of package-lock.json unless that was done before; resolves to an exit code. */
export async function install() {
  const lock = readFileSync(path.join(root, 'package-lock.json'))
  const wanted = `${createHash('sha256').update(lock).digest('hex')} ${process.platform}-${process.arch}\n`
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return 0
  const started = Date.now()
  console.error('opendome: installing packages (package-lock.json is new or has changed) …')
  // No dependency needs an install script, so none is run.
  const code = await runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'])
  if (code === 0) {
    writeFileSync(STAMP, wanted)
    console.error(`opendome: packages installed in ${seconds(started)}`)
  } else if (!interrupted()) {
    console.error('opendome: the installation failed; npm says why above. It needs the npm registry once.')
  }
  return code
}

/** Builds the packages whose sources changed since the last build; resolves to an exit code. */
export async function build() {
  const started = Date.now()
  const code = await runNode([path.join('node_modules', 'typescript', 'bin', 'tsc'), '-b'])
  const all = code || (await buildApp())
  if (all === 0) console.error(`opendome: built what was stale in ${seconds(started)}`)
  else if (!interrupted()) console.error('opendome: the build failed; the compiler says where above.')
  return all
}

/** Builds the app unless neither its sources nor what the model was built to have changed since. */
async function buildApp() {
  const app = path.join(root, 'packages', 'web')
  const model = path.join(root, 'packages', 'model', 'dist')
  const hash = createHash('sha256').update(readFileSync(path.join(root, 'package-lock.json')))
  for (const folder of [app, model])
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }).sort(byPath)) {
      const file = path.join(entry.parentPath, entry.name)
      if (
        !entry.isFile() ||
        file.startsWith(path.join(app, 'dist')) ||
        !/[.](js|tsx?|css|html|svg|json)$/.test(file)
      )
        continue
      hash.update(path.relative(root, file)).update(readFileSync(file))
    }
  const wanted = `${hash.digest('hex')}\n`
  const stamp = path.join(app, 'dist', '.built')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return 0
  const code = await runNode([
    path.join('node_modules', 'vite', 'bin', 'vite.js'),
    'build',
    'packages/web',
    '--logLevel',
    'error',
  ])
  if (code === 0) writeFileSync(stamp, wanted)
  return code
}

const byPath = (a, b) => (path.join(a.parentPath, a.name) < path.join(b.parentPath, b.name) ? -1 : 1)

export const seconds = (started) => `${((Date.now() - started) / 1000).toFixed(1)} s`
