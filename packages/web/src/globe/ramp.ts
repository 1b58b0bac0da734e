import type { ReachMap } from '../model/messages.ts'

/** From little to much, even in lightness and told apart by all kinds of colour vision: points of cividis (Nunez, Anderton and Renslow, 2018). */
const STOPS = [
  [0, 32, 77],
  [58, 73, 107],
  [107, 109, 113],
  [158, 149, 117],
  [210, 191, 103],
  [255, 234, 70],
] as const

/** Colour of a share from 0 to 1. */
function colourOf(share: number): readonly [number, number, number] {
  const x = Math.min(1, Math.max(0, share)) * (STOPS.length - 1)
  const i = Math.min(STOPS.length - 2, Math.floor(x))
  const [a, b] = [STOPS[i]!, STOPS[i + 1]!]
  const at = (k: 0 | 1 | 2): number => a[k] + (x - i) * (b[k] - a[k])
  return [at(0), at(1), at(2)]
}

/** The ramp for a key, as CSS. */
export const RAMP = `linear-gradient(90deg, ${STOPS.map((c) => `rgb(${c.join(' ')})`).join(', ')})`

/** A map as a picture of four bytes a cell, and the value of its brightest. */
export function painted({ rows, columns, mean }: ReachMap): {
  readonly rows: number
  readonly columns: number
  readonly rgba: Uint8Array
  readonly most: number
} {
  const most = mean.reduce((a, b) => Math.max(a, b), 0)
  const rgba = new Uint8Array(4 * mean.length)
  mean.forEach((value, i) => {
    const [r, g, b] = colourOf(most > 0 ? value / most : 0)
    rgba.set([r, g, b, 205], 4 * i)
  })
  return { rows, columns, rgba, most }
}
