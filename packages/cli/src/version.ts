import { readFileSync } from 'node:fs'

/** Version of this package, which is that of the model. Read from package.json, so that `--version` needs no model. */
export function ownVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
