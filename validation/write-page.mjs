// Writes validation/README.md, the residual table, from the built package.
//
//   node validation/write-page.mjs          writes the page
//   node validation/write-page.mjs --check  writes nothing; exits 1 where the page is out of step or a case fails
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { casesTable, runCases } from '@opendome/validation'

const { values: options } = parseArgs({ options: { check: { type: 'boolean' } } })
const page = new URL('README.md', import.meta.url)

const results = runCases()
const text = casesTable(results)
const failed = [...new Set(results.filter((r) => r.pass === false).map((r) => r.id))]

if (options.check !== true) {
  writeFileSync(page, text)
} else if (readFileSync(page, 'utf8') !== text) {
  process.stderr.write(
    'out of step with the program: validation/README.md\nrun `node validation/write-page.mjs` and commit the result\n',
  )
  process.exitCode = 1
}
if (failed.length > 0) {
  process.stderr.write(`failed: ${failed.join(', ')}\n`)
  process.exitCode = 1
}
