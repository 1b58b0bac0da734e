/** Edit distance (Levenshtein, Soviet Physics Doklady 10, 1966) with a cap on the work. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 24) return Infinity
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const swap = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(swap, row[j]! + 1, next[j - 1]! + 1))
    }
    row = next
  }
  return row[b.length]!
}

/** Shortest start of a name that counts as near to it. */
const SHORTEST_START = 3

/**
 * The valid name nearest to a wrong one, or undefined where none is near: within two edits or two fifths of its length, or one the
 * start of the other (of several, the shortest).
 */
export function nearest(wrong: string, names: Iterable<string>): string | undefined {
  const needle = wrong.slice(0, 80).toLowerCase()
  let best: string | undefined
  let least = Infinity
  for (const name of names) {
    const starts = name.startsWith(needle) || needle.startsWith(name)
    const d =
      starts && Math.min(needle.length, name.length) >= SHORTEST_START
        ? 1 + Math.abs(name.length - needle.length) / 100
        : distance(needle, name.toLowerCase())
    if (d < least) {
      least = d
      best = name
    }
  }
  return least <= Math.max(2, needle.length * 0.4) ? best : undefined
}
