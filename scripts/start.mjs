/**
 * `npm start`: installs what is missing, builds what is stale and runs the main job. Arguments after `--`
 * go to `opendome run`, for example `npm start -- --runs 50`.
 */
import { build, checkNode, install, runNode, waitOutSignals } from './setup.mjs'

const SCENARIO = 'scenarios/cbo-2026.yaml'
const RUNS = '200'

checkNode()
waitOutSignals()

const extra = process.argv.slice(2)
const runs = extra.some((argument) => /^--runs(=|$)/.test(argument)) ? [] : ['--runs', RUNS]

process.exitCode =
  (await install()) ||
  (await build()) ||
  (await runNode(['packages/cli/bin/opendome.js', 'run', SCENARIO, ...runs, ...extra]))
