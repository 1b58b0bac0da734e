// Checks catalog/**/*.yaml and writes packages/model/src/generated/: the catalog with the source of every
// figure, the presets (the text of scenarios/*.yaml and of studies/*.yaml) and the areas. The format is described in docs/catalog.md.
//
//   node scripts/generate.mjs          writes the files
//   node scripts/generate.mjs --check  writes nothing; exits 1 where a file is out of step
//   --root DIR                         reads DIR/catalog and DIR/scenarios instead of this repository's
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { areasModule } from './generate/areas.mjs'
import { readCatalog } from './generate/catalog.mjs'
import { landModule } from './generate/land.mjs'
import { nationsModule } from './generate/nations.mjs'
import { catalogModule, indexModule, presetsModule, studiesModule } from './generate/print.mjs'

const { values: options } = parseArgs({ options: { check: { type: 'boolean' }, root: { type: 'string' } } })
const root =
  options.root === undefined ? fileURLToPath(new URL('..', import.meta.url)) : resolve(options.root)
const target = 'packages/model/src/generated'

/** The preset's id is the file's stem; its value the file's text. */
function readPresets(name) {
  const folder = join(root, name)
  const files = existsSync(folder) ? readdirSync(folder).filter((f) => f.endsWith('.yaml')) : []
  return files.sort().map((f) => ({ id: basename(f, '.yaml'), text: readFileSync(join(folder, f), 'utf8') }))
}

const { entries, sources, faults } = readCatalog(root)
if (faults.length > 0) {
  process.stderr.write(faults.map((f) => `${f}\n`).join(''))
  process.stderr.write(
    `${faults.length} fault${faults.length === 1 ? '' : 's'} in catalog/, nothing written\n`,
  )
  process.exit(1)
}

const modules = {
  'catalog.ts': catalogModule(entries, sources),
  'presets.ts': presetsModule(readPresets('scenarios')),
  'studies.ts': studiesModule(readPresets('studies')),
  'areas.ts': areasModule(),
  'land.ts': landModule(),
  'nations.ts': nationsModule(),
  'index.ts': indexModule(),
}

const stale = Object.entries(modules).filter(([name, text]) => {
  const path = join(root, target, name)
  return !existsSync(path) || readFileSync(path, 'utf8') !== text
})

if (options.check) {
  if (stale.length > 0) {
    const names = stale.map(([name]) => `${target}/${name}`).join(', ')
    process.stderr.write(
      `out of step with catalog/ and scenarios/: ${names}\nrun \`npm run generate\` and commit the result\n`,
    )
    process.exit(1)
  }
} else {
  mkdirSync(join(root, target), { recursive: true })
  for (const [name, text] of stale) writeFileSync(join(root, target, name), text)
  const figures = entries.reduce((n, e) => n + e.figures.length, 0)
  process.stdout.write(
    `${entries.length} entries, ${figures} figures, ${sources.length} sources; ${stale.length} files written\n`,
  )
}
