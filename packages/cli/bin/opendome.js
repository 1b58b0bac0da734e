#!/usr/bin/env node
/**
 * The `opendome` command. Committed JavaScript, so that it can say what to type before an install or a build;
 * everything else is in src/main.ts.
 */
import { existsSync } from 'node:fs'

const OLDEST_NODE = [20, 19]
const main = new URL('../dist/main.js', import.meta.url)

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
  refuse(`unsupported Node.js ${process.versions.node}: opendome needs ${OLDEST_NODE.join('.')} or newer`)
} else if (!existsSync(main)) {
  refuse('missing build: opendome has not been built yet', true)
} else {
  await start()
}

async function start() {
  // A reader that has seen enough (`opendome … | head`) closes the pipe; that is no failure.
  process.stdout.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(0)
  })
  // Ctrl-C while the program is being loaded, or in a command that has nothing to show before its end.
  process.on('SIGINT', () => process.exit(130))
  let program
  try {
    program = await import(main.href)
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error
    refuse(`missing package or build: ${error.message.split('\n')[0]}`, true)
    return
  }
  process.exitCode = await program.main(process.argv)
}

function refuse(text, incomplete = false) {
  process.stderr.write(`${text}\n`)
  if (incomplete) {
    process.stderr.write(
      'hint: in the folder of the clone type `npm start`, or `npm install && npm run build`\n',
    )
  }
  process.exitCode = 2
}
