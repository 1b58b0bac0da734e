import * as Plot from '@observablehq/plot'
import type { BriefReport } from '@opendome/model/study'
import { plotted } from '../picture/page.ts'
import { FREE, GRID, INK, PLOT_STYLE, POWERED, SOFT } from '../picture/style.ts'
import { optionName } from './content.ts'
import { placeName, type Language } from '@opendome/model/study'
import { WORDS } from './words.ts'

const WIDTH = 860

/** The pictures of the page as SVG: who gets through where, and what it costs. */
export function briefPictures(report: BriefReport, language: Language): Readonly<Record<string, string>> {
  const names = report.options.map((o) => optionName(o, report, language))
  return {
    money: captioned(
      WORDS[language].pictures.money(report.currency.code),
      plotted({
        width: WIDTH,
        height: 40 + 34 * names.length,
        marginLeft: 410,
        style: PLOT_STYLE,
        x: { label: null, grid: true },
        y: { label: null, domain: names },
        marks: [
          Plot.gridX({ stroke: GRID, strokeOpacity: 1 }),
          Plot.barX(
            report.options.map((o, i) => ({ x: o.local_b, y: names[i] })),
            { x: 'x', y: 'y', fill: FREE },
          ),
          Plot.ruleX([0], { stroke: INK }),
        ],
      }),
    ),
    through: report.options[0]!.areas.map((area, k) =>
      captioned(
        WORDS[language].pictures.through(placeName(area.area, language, area.name)),
        plotted(
          through(
            report.options.map((o, i) => ({ ...o.areas[k]!, y: names[i]! })),
            names,
          ),
        ),
      ),
    ).join('\n'),
  }
}

type Row = BriefReport['options'][number]['areas'][number] & { readonly y: string }

function through(rows: readonly Row[], names: readonly string[]): Plot.PlotOptions {
  const flat = rows.map((r) => ({
    y: r.y,
    mean: r.leaked.mean,
    from: r.leaked.ci95[0],
    to: r.leaked.ci95[1],
    low: r.low,
    high: r.high,
  }))
  return {
    width: WIDTH,
    height: 40 + 30 * names.length,
    marginLeft: 410,
    style: PLOT_STYLE,
    x: { label: null, domain: [0, Math.max(0.1, ...flat.map((r) => Math.max(r.high, r.to)))] },
    y: { label: null, domain: names },
    marks: [
      Plot.gridX({ stroke: GRID, strokeOpacity: 1 }),
      Plot.ruleY(flat, { x1: 'low', x2: 'high', y: 'y', stroke: SOFT, strokeWidth: 1.2 }),
      Plot.ruleY(
        flat.map((r) => ({ ...r, from: Math.max(0, r.from) })),
        { x1: 'from', x2: 'to', y: 'y', stroke: FREE, strokeWidth: 4 },
      ),
      Plot.dot(flat, { x: 'mean', y: 'y', r: 5, fill: POWERED }),
    ],
  }
}

function captioned(caption: string, svg: string): string {
  return `<figure><figcaption>${caption}</figcaption>${svg}</figure>`
}
