/** Colours of the picture, told apart by all kinds of colour vision (Okabe and Ito, 2002), brightened for a dark ground. */
export const COLOUR = {
  boost: '#ff8c42',
  midcourse: '#ffd166',
  glide: '#f2a6d0',
  terminal: '#ff5d5d',
  interceptor: '#7fd4ff',
  hit: '#ffffff',
  miss: '#8fa3b5',
  leak: '#ff3b3b',
  satellite: '#6fb7e8',
  sensor: '#3ddc97',
  area: '#3ddc97',
  footprint: '#c3aefc',
} as const

export type ColourName = keyof typeof COLOUR

/** Red, green and blue from 0 to 1. */
function rgb(hex: string): [number, number, number] {
  const n = Number.parseInt(hex.slice(1), 16)
  return [(n >> 16) / 255, ((n >> 8) & 255) / 255, (n & 255) / 255]
}

/** The colours as red, green and blue. */
export const RGB = Object.fromEntries(
  Object.entries(COLOUR).map(([name, hex]) => [name, rgb(hex)]),
) as unknown as Readonly<Record<ColourName, readonly [number, number, number]>>
