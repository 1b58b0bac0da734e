/**
 * Writes what follows from the scenario's schema: schema/scenario.schema.json for editors, and the field tables of
 * docs/scenario.md between `<!-- fields: NAME -->` and `<!-- end -->`. Reads the built model.
 *
 *   node scripts/schema.mjs          writes the files
 *   node scripts/schema.mjs --check  writes nothing; exits 1 where a file is out of step
 *   --model DIR                      reads the model built in DIR instead of packages/model/dist
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { format, resolveConfig } from 'prettier'

const { values: options } = parseArgs({ options: { check: { type: 'boolean' }, model: { type: 'string' } } })
const root = fileURLToPath(new URL('..', import.meta.url))
const room = path.join(
  path.resolve(options.model ?? path.join(root, 'packages/model/dist')),
  'scenario/index.js',
)
if (!existsSync(room)) {
  process.stderr.write('the model is not built: run `npm run build`\n')
  process.exit(1)
}
const { fieldSchemas, fieldTable, scenarioJsonSchema } = await import(pathToFileURL(room).href)

const manual = 'docs/scenario.md'
const tables = fieldSchemas()
const text = readFileSync(path.join(root, manual), 'utf8').replaceAll(
  /(<!-- fields: (\w+) -->\n)[^]*?(<!-- end -->)/g,
  (_, begin, name, end) => `${begin}\n${fieldTable(tables[name])}\n\n${end}`,
)
const style = await resolveConfig(path.join(root, manual))
const files = {
  'schema/scenario.schema.json': `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`,
  [manual]: await format(text, { ...style, parser: 'markdown' }),
}

const stale = Object.entries(files).filter(([name, content]) => {
  const file = path.join(root, name)
  return !existsSync(file) || readFileSync(file, 'utf8') !== content
})
if (!options.check) {
  for (const [name, content] of stale) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true })
    writeFileSync(path.join(root, name), content)
  }
  process.stdout.write(`${stale.length} files written\n`)
} else if (stale.length > 0) {
  const names = stale.map(([name]) => name).join(', ')
  process.stderr.write(
    `out of step with the scenario's schema: ${names}\nrun \`node scripts/schema.mjs\` and commit the result\n`,
  )
  process.exitCode = 1
}
