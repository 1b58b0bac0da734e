/**
 * Breaks a text at spaces into lines of at most `width` characters; a longer word stands alone. Runs of white space count as one space.
 */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/).filter((w) => w !== '')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  if (line !== '' || lines.length === 0) lines.push(line)
  return lines
}

/** A list of points, each wrapped, with a hyphen before its first line. */
export function bullets(points: readonly string[], width: number): string[] {
  return points.flatMap((point) =>
    wrap(point, width - 4).map((line, i) => `${i === 0 ? '  - ' : '    '}${line}`),
  )
}
