/** What every export carries: what it is of, and what it rests on. */
export interface Provenance {
  readonly title: string
  readonly unit: string
  readonly lines: readonly string[]
  readonly legend: readonly (readonly [name: string, colour: string])[]
}

/** Hands a file to the reader. */
export function download(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

const fileName = (title: string, kind: string): string =>
  `opendome-${title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')}.${kind}`

const FONT = 'Inter Variable, Inter, system-ui, sans-serif'
const LINE = 17
const SVG = 'http://www.w3.org/2000/svg'

function wrapped(text: string, width: number): string[] {
  const most = Math.max(30, Math.floor(width / 6.4))
  const lines: string[] = ['']
  for (const word of text.split(' ')) {
    const last = lines.at(-1)!
    if (last.length + word.length + 1 > most && last !== '') lines.push(word)
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`
  }
  return lines
}

/** The chart as a picture of its own: title, unit, chart, and what it rests on below. */
function standalone(
  chart: SVGSVGElement,
  { title, unit, lines, legend }: Provenance,
): { svg: SVGSVGElement; width: number; height: number } {
  const [w, h] = [Number(chart.getAttribute('width')), Number(chart.getAttribute('height'))]
  const foot = lines.flatMap((line) => wrapped(line, w))
  const units = wrapped(unit, w)
  const top = 34 + (units.length + (legend.length > 0 ? 1.3 : 0)) * LINE
  const height = top + h + foot.length * LINE + 24
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('xmlns', SVG)
  svg.setAttribute('width', String(w + 32))
  svg.setAttribute('height', String(height))
  svg.setAttribute('viewBox', `0 0 ${w + 32} ${height}`)
  svg.setAttribute('font-family', FONT)
  const put = (text: string, y: number, size: number, weight: string, fill: string, x = 16): void => {
    const node = document.createElementNS(SVG, 'text')
    node.textContent = text
    for (const [key, value] of Object.entries({ x, y, 'font-size': size, 'font-weight': weight, fill }))
      node.setAttribute(key, String(value))
    svg.append(node)
  }
  const ground = document.createElementNS(SVG, 'rect')
  ground.setAttribute('width', '100%')
  ground.setAttribute('height', '100%')
  ground.setAttribute('fill', '#fff')
  svg.append(ground)
  put(title, 26, 16, '600', '#16222e')
  units.forEach((line, i) => put(line, 44 + i * LINE, 12, '400', '#4d5d6c'))
  let left = 16
  for (const [name, colour] of legend) {
    const swatch = document.createElementNS(SVG, 'rect')
    const y = 44 + (units.length - 0.2) * LINE
    for (const [key, value] of Object.entries({ x: left, y: y - 10, width: 12, height: 12, fill: colour }))
      swatch.setAttribute(key, String(value))
    svg.append(swatch)
    put(name, y, 12, '400', '#16222e', left + 18)
    left += 34 + 7 * name.length
  }
  const own = chart.cloneNode(true) as SVGSVGElement
  own.setAttribute('x', '16')
  own.setAttribute('y', String(top))
  svg.append(own)
  foot.forEach((line, i) => put(line, top + h + 16 + i * LINE, 11, '400', '#4d5d6c'))
  return { svg, width: w + 32, height }
}

export function saveSvg(chart: SVGSVGElement, about: Provenance): void {
  const text = new XMLSerializer().serializeToString(standalone(chart, about).svg)
  download(fileName(about.title, 'svg'), new Blob([text], { type: 'image/svg+xml' }))
}

export async function savePng(chart: SVGSVGElement, about: Provenance): Promise<void> {
  const { svg, width, height } = standalone(chart, about)
  const text = new XMLSerializer().serializeToString(svg)
  const picture = new Image()
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`
  await picture.decode()
  const canvas = document.createElement('canvas')
  canvas.width = 2 * width
  canvas.height = 2 * height
  canvas.getContext('2d')!.drawImage(picture, 0, 0, 2 * width, 2 * height)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (blob !== null) download(fileName(about.title, 'png'), blob)
}

/** A cell of a CSV file; what a spreadsheet would take for a formula is marked as text. */
function cell(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@\t]/.test(value) ? `'${value}` : String(value)
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

export function saveCsv(
  columns: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  about: Provenance,
): void {
  const head = [about.title, about.unit, ...about.lines].map((line) => `# ${line}`)
  const body = [columns, ...rows].map((row) => row.map(cell).join(','))
  download(
    fileName(about.title, 'csv'),
    new Blob([`${[...head, ...body].join('\n')}\n`], { type: 'text/csv' }),
  )
}
