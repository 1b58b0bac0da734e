import type { Emphasis } from './text/table.ts'

const WIDEST = 100
const NARROWEST = 40

/** Columns to write to: those of the terminal, at most 100; 100 where the output is no terminal. */
export function outputWidth(columns: number | undefined = process.stdout.columns): number {
  return columns === undefined ? WIDEST : Math.min(WIDEST, Math.max(NARROWEST, columns))
}

/** Marks text as strong or small where standard output is a terminal that takes it; NO_COLOR and TERM=dumb turn it off. */
export function emphasis(
  colours: boolean = process.stdout.isTTY &&
    (process.env['NO_COLOR'] ?? '') === '' &&
    process.env['TERM'] !== 'dumb',
): (text: string, emphasis: Emphasis) => string {
  if (!colours) return (text) => text
  return (text, kind) => (kind === 'strong' ? `\u001b[1m${text}\u001b[22m` : `\u001b[2m${text}\u001b[22m`)
}

/** Writes the answer. Called once, at the end, so that an error leaves standard output empty. */
export function answer(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`)
}

/** Writes one JSON document as the answer. */
export function answerJson(document: unknown): void {
  answer(JSON.stringify(document, null, 2))
}

/** Writes a remark that is not the answer. */
export function remark(text: string): void {
  process.stderr.write(`${text}\n`)
}
