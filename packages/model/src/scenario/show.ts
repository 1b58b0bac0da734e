/** A text cut to `most` characters, so that a message stays short. */
export function shorten(text: string, most = 60): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}

/** A value as it goes into a message. */
export function show(value: unknown): string {
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return JSON.stringify(shorten(value))
  if (Array.isArray(value)) return `(a list of ${value.length})`
  if (value !== null && typeof value === 'object') return '(a map)'
  return String(value)
}
