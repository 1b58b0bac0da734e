import { unitOf } from '../core/index.ts'
import type { JsonSchemaDocument } from './json-schema.ts'

/** A Markdown table with one row a field: path, unit, range, default, what it is. Entries of a list are written `threats[]`. */
export function fieldTable(schema: JsonSchemaDocument): string {
  return [
    '| Field | Unit | Range | Default | What it is |',
    '|---|---|---|---|---|',
    ...rows(schema, ''),
  ].join('\n')
}

function rows(schema: JsonSchemaDocument, path: string): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const full = path === '' ? name : `${path}.${name}`
    const preset = field['default']
    const given =
      preset === undefined
        ? schema.required?.includes(name) === true
          ? 'required'
          : '–'
        : preset === '' || (Array.isArray(preset) && preset.length === 0)
          ? 'empty'
          : typeof preset === 'object' && !Array.isArray(preset)
            ? 'its fields’'
            : `\`${JSON.stringify(preset).replaceAll('"', '')}\``
    const unit = unitOf(name)?.unit ?? '–'
    const row = `| \`${full}\` | ${unit} | ${range(field)} | ${given} | ${escaped(field.description ?? '')} |`
    if (field.type === 'object') return [row, ...rows(field, full)]
    if (field.items?.type === 'object') return [row, ...rows(field.items, `${full}[]`)]
    return [row]
  })
}

function range(field: JsonSchemaDocument): string {
  const at = (key: string): string => String(field[key])
  const words = field['enum'] as readonly unknown[] | undefined
  if (words !== undefined) return words.map((v) => `\`${String(v)}\``).join(', ')
  if (field['const'] !== undefined) return `\`${at('const')}\``
  if (field.anyOf !== undefined) return field.anyOf.map(range).join(' or ')
  const least = Number(field['minItems'] ?? field['minLength'] ?? 0)
  switch (field.type) {
    case 'integer':
      return `whole, ${at('minimum')} to ${at('maximum')}`
    case 'number':
      return `${at('minimum')} to ${at('maximum')}`
    case 'boolean':
      return '`true`, `false`'
    case 'array':
      if (field['minItems'] === field['maxItems'] && field.items !== undefined)
        return `${at('maxItems')} values, each ${range(field.items)}`
      return `${least} to ${at('maxItems')} entries`
    case 'object': {
      const names = Object.keys(field.properties ?? {})
      return names.length > 0 && names.length <= 3 ? `{${names.join(', ')}}` : 'map'
    }
    default:
      if (field['pattern'] !== undefined) return at('pattern').includes('T') ? 'UTC instant' : 'id'
      return field['maxLength'] === undefined ? 'text' : `text, ${least} to ${at('maxLength')} characters`
  }
}

const escaped = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;')
