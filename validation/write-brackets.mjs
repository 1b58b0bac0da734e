// Writes validation/brackets.md, what moves the fleets that studies published, from the built package. Takes some minutes.
//
//   node validation/write-brackets.mjs          writes the page
//   node validation/write-brackets.mjs --check  writes nothing; exits 1 where the page is out of step
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { BRACKET_SCENARIOS, bracketsPage, wholeBracket } from '@opendome/validation'

const { values: options } = parseArgs({ options: { check: { type: 'boolean' } } })
const page = new URL('brackets.md', import.meta.url)

const text = bracketsPage(
  BRACKET_SCENARIOS.map((id) => {
    process.stderr.write(`${id}\n`)
    return { id, report: wholeBracket(id) }
  }),
)

if (options.check !== true) {
  writeFileSync(page, text)
} else if (readFileSync(page, 'utf8') !== text) {
  process.stderr.write(
    'out of step with the program: validation/brackets.md\nrun `node validation/write-brackets.mjs` and commit the result\n',
  )
  process.exitCode = 1
}
