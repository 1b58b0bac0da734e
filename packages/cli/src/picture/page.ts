import { createRequire } from 'node:module'
import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom'
import type { PictureKind } from './file.ts'
import { FONT, INK, PAPER, type Panel } from './style.ts'

/** Space between the caption of a panel and its plot, px. */
export const CAPTION = 34

/** SVG as it is, or as the bytes of a PNG twice as large; fonts come with the program. */
export async function rendered(svg: string, width: number, kind: PictureKind): Promise<string | Uint8Array> {
  if (kind === 'svg') return svg
  const { Resvg } = await import('@resvg/resvg-js')
  const require = createRequire(import.meta.url)
  const fontFiles = [
    require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
    require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
  ]
  return new Resvg(svg, {
    font: { loadSystemFonts: false, fontFiles, defaultFontFamily: FONT },
    fitTo: { mode: 'width', value: 2 * width },
    background: PAPER,
  })
    .render()
    .asPng()
}

/** The whole picture: its title and its parts, each SVG. */
export function page(width: number, height: number, title: string, parts: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}, Verdana, sans-serif" font-size="14" fill="${INK}">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${PAPER}"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n')
}

/** Plots into a document of its own, which is linkedom's and not the browser's that the types ask for; the style sheet is left out, since its font comes from the picture. */
export function plotted(options: Plot.PlotOptions): string {
  const html = parseHTML('<html><body></body></html>') as unknown as { readonly document: unknown }
  const figure = Plot.plot({ ...options, document: html.document as never }) as unknown as Panel
  return figure.outerHTML.replace(/<style>[\s\S]*?<\/style>/g, '').replaceAll('&nbsp;', '\u00a0')
}

/** A plot under its caption. */
export function panel(x: number, y: number, caption: string, svg: string): string {
  const placed = svg.replace(
    /^<svg /,
    `<svg xmlns:xlink="http://www.w3.org/1999/xlink" x="${x}" y="${y + CAPTION}" overflow="visible" `,
  )
  return label(x, y + 18, caption, 15, true) + placed
}

export function label(
  x: number,
  y: number,
  text: string,
  size: number,
  bold: boolean,
  fill: string = INK,
): string {
  const weight = bold ? ' font-weight="bold"' : ''
  return `<text x="${x}" y="${y}" font-size="${size}"${weight} fill="${fill}">${escaped(text)}</text>`
}

/** One entry of the key of line colours; `dash` as in the chart. */
export function lineKey(x: number, y: number, stroke: string, text: string, dash = ''): string {
  const dashes = dash === '' ? '' : ` stroke-dasharray="${dash}"`
  return `<path d="M${x},${y}h28" stroke="${stroke}" stroke-width="3"${dashes}/>${label(x + 36, y + 5, text, 14, false)}`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
