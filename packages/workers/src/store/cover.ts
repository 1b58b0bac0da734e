/** Runs `from` to `to` − 1. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** A piece of a cover: `from` to `to` − 1 are to be taken from this shard. */
export interface Piece<S extends Range> extends Range {
  readonly shard: S
}

/**
 * Which runs to take from which shards so that none is counted twice, in the order of runs. Shards may overlap, since two studies at once may
 * cut their work differently; the rows they share are equal, because each draw is keyed by its run.
 */
export function coverOf<S extends Range>(shards: readonly S[], range: Range): Piece<S>[] {
  const sorted = [...shards].sort((a, b) => a.from - b.from || b.to - a.to)
  const pieces: Piece<S>[] = []
  let at = range.from
  for (const shard of sorted) {
    const from = Math.max(at, shard.from)
    const to = Math.min(range.to, shard.to)
    if (to <= from) continue
    pieces.push({ shard, from, to })
    at = to
  }
  return pieces
}

/** What a cover leaves open. */
export function gapsOf(pieces: readonly Range[], range: Range): Range[] {
  const gaps: Range[] = []
  let at = range.from
  for (const piece of pieces) {
    if (piece.from > at) gaps.push({ from: at, to: piece.from })
    at = piece.to
  }
  if (at < range.to) gaps.push({ from: at, to: range.to })
  return gaps
}
