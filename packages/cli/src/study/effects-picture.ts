import * as Plot from '@observablehq/plot'
import type { StudyReport } from '@opendome/model'
import { FREE, GRID, INK, PLOT_STYLE, POWERED, SOFT, type Size } from '../picture/style.ts'
import { significant } from '../text/format.ts'
import { outputWords } from './output-words.ts'
import type { StudyPanel, StudyPanels } from './study-panel.ts'

type SensitivityReport = Extract<StudyReport, { kind: 'sensitivity' }>
type Output = SensitivityReport['outputs'][number]

/** One bar of a tornado: a value with its interval. */
interface Bar {
  readonly input: string
  readonly kind: 'first' | 'total' | 'size'
  readonly value: number
  readonly low: number
  readonly high: number
}

const NAMES = 260
const BAR = 34
/** Inputs beyond these are left to the table. */
const MOST = 20

/** A tornado for each output: the inputs by what they do to it, the strongest first, with their intervals. */
export function effectsPanels(report: SensitivityReport): StudyPanels {
  return {
    subtitle:
      report.method === 'sobol'
        ? 'Share of the variance that an input has a part in (orange), and that it moves by itself (blue); lines are 95 % intervals.'
        : 'Mean size of the effect of an input over its whole range; lines are 95 % intervals.',
    panels: report.outputs
      .filter(({ effects }) => effects.length > 0)
      .map((output) => tornado(report, output)),
  }
}

function tornado(report: SensitivityReport, output: Output): StudyPanel {
  const nameOf = (id: string): string => report.inputs.find((input) => input.id === id)?.name ?? id
  const size = (e: Output['effects'][number]): number => ('first' in e ? e.total : e.mu_star)
  const effects = [...output.effects].sort((a, b) => size(b) - size(a)).slice(0, MOST)
  const bars = effects.flatMap((e): Bar[] => {
    const input = nameOf(e.input)
    const bar = (kind: Bar['kind'], value: number, [low, high]: readonly [number, number]): Bar => ({
      input,
      kind,
      value,
      low,
      high,
    })
    return 'first' in e
      ? [bar('total', e.total, e.total_ci95), bar('first', e.first, e.first_ci95)]
      : [bar('size', e.mu_star, e.mu_star_ci95)]
  })
  return {
    caption: captionOf(output),
    height: effects.length * BAR + 60,
    whole: true,
    plot: (frame) =>
      chart(
        bars,
        effects.map((e) => nameOf(e.input)),
        frame,
      ),
  }
}

function captionOf({ output, mean, variance }: Output): string {
  const name = outputWords(output)
  return mean === null || variance === null
    ? name
    : `${name}: mean ${significant(mean, 3)}, standard deviation ${significant(Math.sqrt(variance), 3)} over the inputs`
}

function chart(bars: readonly Bar[], names: readonly string[], size: Size): Plot.PlotOptions {
  const of = (...kinds: readonly Bar['kind'][]): Bar[] => bars.filter(({ kind }) => kinds.includes(kind))
  const [outer, inner] = [of('total', 'size'), of('first')]
  const highest = Math.max(...bars.map((b) => b.high), 1e-9)
  const lowest = Math.min(0, ...bars.map((b) => b.low))
  const interval = (own: readonly Bar[], inset: number): Plot.Markish =>
    Plot.ruleY(own, { x1: 'low', x2: 'high', y: 'input', stroke: INK, strokeWidth: 1.5, dy: inset })
  return {
    ...size,
    marginLeft: NAMES,
    marginRight: 24,
    marginTop: 8,
    marginBottom: 36,
    style: PLOT_STYLE,
    x: { label: null, domain: [lowest, highest * 1.02], ticks: 8 },
    y: { label: null, domain: [...names], tickSize: 0, padding: 0.25 },
    marks: [
      Plot.gridX({ ticks: 8, stroke: GRID, strokeOpacity: 1 }),
      Plot.barX(outer, {
        x1: 0,
        x2: 'value',
        y: 'input',
        fill: inner.length > 0 ? POWERED : FREE,
        fillOpacity: 0.45,
      }),
      Plot.barX(inner, {
        x1: 0,
        x2: 'value',
        y: 'input',
        fill: FREE,
        fillOpacity: 0.85,
        insetTop: 8,
        insetBottom: 8,
      }),
      interval(outer, inner.length > 0 ? -6 : 0),
      interval(inner, 4),
      Plot.ruleX([0], { stroke: SOFT }),
    ],
  }
}
