import * as Plot from '@observablehq/plot'
import { FREE, GRID, INK, PAPER, PLOT_STYLE, SOFT, type Size } from '../picture/style.ts'
import { fixed, significant } from '../text/format.ts'
import { outputWords } from './output-words.ts'
import type { StudyPanel, StudyPanels } from './study-panel.ts'
import { shownWords, type Axis, type Shown, type SweepPoint, type SweepReport } from './sweep-text.ts'

/** Charts of one picture. */
const MOST = 12

/** A sweep as lines (one axis), heat maps (two; a map for each combination of the others), or dots against each axis where points are drawn. */
export function sweepPanels(report: SweepReport): StudyPanels {
  const { axes, points, method } = report
  const outputs = [...new Set(points.flatMap((p) => p.outputs.map((o) => o.output)))]
  const [x, y, ...rest] = mapAxes(axes)
  const first = outputs[0] ?? ''
  if (method !== 'grid')
    return {
      subtitle: `${outputWords(first)} against each axis; the other axes vary from dot to dot.`,
      panels: axes.slice(0, MOST).map((axis) => dots(points, axis, first)),
    }
  if (y === undefined)
    return {
      subtitle: `Mean with its 95 % interval against ${x?.name ?? ''}.`,
      panels: x === undefined ? [] : outputs.slice(0, MOST).map((output) => lines(points, x, output)),
    }
  const maps = combinations(points, rest)
  return {
    subtitle: `${outputWords(first)}: mean at each ${y.name} and ${x!.name}${maps.length > MOST ? `; the first ${MOST} of ${maps.length} maps` : ''}.`,
    panels: maps.slice(0, MOST).map((map) => heat(map, x!, y, first, points, maps.length > 1)),
  }
}

/** The axes of a map: those with most values lie in it, words stand outside where they can. */
function mapAxes(axes: readonly Axis[]): Axis[] {
  return axes
    .map((axis, i) => ({ axis, i }))
    .sort(
      (a, b) =>
        Number(a.axis.unit === null) - Number(b.axis.unit === null) ||
        b.axis.values.length - a.axis.values.length ||
        a.i - b.i,
    )
    .map(({ axis }) => axis)
}

interface Cell {
  readonly x: string
  readonly y: string
  readonly mean: number
}

/** One map of several. */
interface Facet {
  readonly caption: string
  readonly points: readonly SweepPoint[]
}

/** The points by the values of these axes, in the order in which they come. */
function combinations(points: readonly SweepPoint[], axes: readonly Axis[]): Facet[] {
  const maps = new Map<string, SweepPoint[]>()
  for (const point of points) {
    const caption = axes
      .map(
        ({ id, name, unit }) =>
          `${name} ${shownWords(point.at[id] ?? null)}${unit === null ? '' : ` ${unit}`}`,
      )
      .join(', ')
    maps.set(caption, [...(maps.get(caption) ?? []), point])
  }
  return [...maps].map(([caption, own]) => ({ caption, points: own }))
}

const meanOf = (point: SweepPoint, output: string): number | undefined =>
  point.outputs.find((o) => o.output === output)?.mean

const labelOf = ({ name, unit }: Axis): string => (unit === null ? name : `${name}, ${unit}`)

const numeric = ({ values }: Axis): boolean => values.every((v) => typeof v === 'number')

const frame = { marginLeft: 72, marginRight: 20, marginTop: 12, marginBottom: 46, style: PLOT_STYLE }

function heat(
  map: Facet,
  x: Axis,
  y: Axis,
  output: string,
  all: readonly SweepPoint[],
  several: boolean,
): StudyPanel {
  const cells = map.points.flatMap((p): Cell[] => {
    const mean = meanOf(p, output)
    return mean === undefined
      ? []
      : [{ x: shownWords(p.at[x.id] ?? null), y: shownWords(p.at[y.id] ?? null), mean }]
  })
  const means = all.flatMap((p) => meanOf(p, output) ?? [])
  const [low, high] = [Math.min(...means), Math.max(...means)]
  const names = (values: readonly Shown[]): string[] => values.map(shownWords)
  // Ink on light cells, paper on dark ones.
  const dark = (mean: number): boolean => (mean - low) / (high - low || 1) > 0.42
  return {
    caption: map.caption === '' ? outputWords(output) : map.caption,
    height: Math.max(220, 40 * y.values.length + 70),
    whole: !several,
    plot: (size: Size) => ({
      ...size,
      ...frame,
      x: {
        label: labelOf(x),
        labelArrow: 'none',
        labelAnchor: 'center',
        domain: names(x.values),
        tickSize: 0,
        padding: 0.03,
      },
      y: {
        label: labelOf(y),
        labelArrow: 'none',
        domain: names(y.values).reverse(),
        tickSize: 0,
        padding: 0.03,
      },
      color: {
        type: 'linear',
        domain: [low, high === low ? low + 1 : high],
        range: ['#e6f0fa', '#003a63'],
        interpolate: 'lab',
      },
      marks: [
        Plot.cell(cells, { x: 'x', y: 'y', fill: 'mean' }),
        ...[true, false].map((isDark) =>
          Plot.text(
            cells.filter(({ mean }) => dark(mean) === isDark),
            {
              x: 'x',
              y: 'y',
              text: (c: Cell) => valueWords(output, c.mean, high - low),
              fill: isDark ? PAPER : INK,
            },
          ),
        ),
      ],
    }),
  }
}

/** A mean at the precision that tells the cells of a map apart. */
function valueWords(output: string, mean: number, spread: number): string {
  if (output.startsWith('p_')) return `${fixed(100 * mean)} %`
  const decimals = spread > 0 ? Math.max(0, Math.min(4, 2 - Math.ceil(Math.log10(spread)))) : 1
  return fixed(mean, decimals)
}

function lines(points: readonly SweepPoint[], axis: Axis, output: string): StudyPanel {
  const rows = points.flatMap((p) => {
    const found = p.outputs.find((o) => o.output === output)
    const at = p.at[axis.id]
    return found === undefined || at === undefined || at === null
      ? []
      : [
          {
            at: numeric(axis) ? Number(at) : shownWords(at),
            mean: found.mean,
            low: found.ci95?.[0] ?? found.mean,
            high: found.ci95?.[1] ?? found.mean,
          },
        ]
  })
  const highest = Math.max(...rows.map((r) => r.high), 1e-9)
  return {
    caption: outputWords(output),
    height: 300,
    whole: false,
    plot: (size) => ({
      ...size,
      ...frame,
      x: { label: labelOf(axis), labelArrow: 'none', labelAnchor: 'center', ...scaleOf(axis) },
      y: { label: null, domain: [Math.min(0, ...rows.map((r) => r.low)), highest * 1.05], ticks: 6 },
      marks: [
        Plot.gridY({ ticks: 6, stroke: GRID, strokeOpacity: 1 }),
        ...(numeric(axis) ? [Plot.lineY(rows, { x: 'at', y: 'mean', stroke: FREE, strokeWidth: 2 })] : []),
        Plot.ruleX(rows, { x: 'at', y1: 'low', y2: 'high', stroke: FREE, strokeWidth: 2 }),
        Plot.dot(rows, { x: 'at', y: 'mean', r: 4, fill: FREE, stroke: PAPER }),
        Plot.ruleY([0], { stroke: INK }),
      ],
    }),
  }
}

function dots(points: readonly SweepPoint[], axis: Axis, output: string): StudyPanel {
  const rows = points.flatMap((p) => {
    const mean = meanOf(p, output)
    const at = p.at[axis.id]
    return mean === undefined || at === undefined || at === null
      ? []
      : [{ at: numeric(axis) ? Number(at) : shownWords(at), mean }]
  })
  return {
    caption: axis.name,
    height: 260,
    whole: false,
    plot: (size) => ({
      ...size,
      ...frame,
      x: { label: labelOf(axis), labelArrow: 'none', labelAnchor: 'center', ...scaleOf(axis) },
      y: {
        label: null,
        domain: [Math.min(0, ...rows.map((r) => r.mean)), Math.max(...rows.map((r) => r.mean), 1e-9) * 1.05],
        ticks: 6,
      },
      marks: [
        Plot.gridY({ ticks: 6, stroke: GRID, strokeOpacity: 1 }),
        Plot.dot(rows, { x: 'at', y: 'mean', r: 3, fill: FREE, fillOpacity: 0.7 }),
        Plot.ruleY([0], { stroke: SOFT }),
      ],
    }),
  }
}

/** The scale of an axis as the study spaces it: numbers, by equal ratios where the study does, or words. */
function scaleOf(axis: Axis): Plot.ScaleOptions {
  if (!numeric(axis)) return { type: 'point', domain: axis.values.map(shownWords) }
  return axis.log
    ? { type: 'log', tickFormat: (v: number) => significant(v, 3) }
    : { type: 'linear', ticks: 6, tickFormat: (v: number) => significant(v, 3) }
}
