/**
 * Writes what follows from the schemas of scenarios and studies: schema/*.schema.json for editors, and the field tables of
 * docs/scenario.md and docs/studies.md between `<!-- fields: NAME -->` and `<!-- end -->`. Reads the built model.
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
const built = path.resolve(options.model ?? path.join(root, 'packages/model/dist'))
const room = (name) => path.join(built, name, 'index.js')
if (!existsSync(room('study'))) {
  process.stderr.write('the model is not built: run `npm run build`\n')
  process.exit(1)
}
const { fieldSchemas, fieldTable, scenarioJsonSchema } = await import(pathToFileURL(room('scenario')).href)
const { studyFields, studyJsonSchema } = await import(pathToFileURL(room('study')).href)

const tables = { ...fieldSchemas(), study: studyFields() }

/** A chapter of the manual with its tables of fields written anew. */
async function chapter(manual) {
  const text = readFileSync(path.join(root, manual), 'utf8').replaceAll(
    /(<!-- fields: (\w+) -->\n)[^]*?(<!-- end -->)/g,
    (_, begin, name, end) => `${begin}\n${fieldTable(tables[name])}\n\n${end}`,
  )
  return format(text, { ...(await resolveConfig(path.join(root, manual))), parser: 'markdown' })
}

const files = {
  'schema/scenario.schema.json': `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`,
  'schema/study.schema.json': `${JSON.stringify(studyJsonSchema(), null, 2)}\n`,
  'docs/scenario.md': await chapter('docs/scenario.md'),
  'docs/studies.md': await chapter('docs/studies.md'),
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
    `out of step with the schemas: ${names}\nrun \`node scripts/schema.mjs\` and commit the result\n`,
  )
  process.exitCode = 1
}
