import * as Plot from '@observablehq/plot'
import { useEffect, useRef, useState } from 'react'
import { useApp } from '../state/store.ts'
import { usePaper } from '../share/paper.ts'
import { figure } from '../text/words.ts'
import { saveCsv, savePng, saveSvg, type Provenance } from './save.ts'
import { TableBox } from './table-box.tsx'
import { useChartWords } from './words.ts'

export interface ChartProps {
  readonly id: string
  readonly title: string
  readonly unit: string
  /** The interval, or what else the reader must know. */
  readonly note?: string | undefined
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
  readonly height: number
  readonly options: (width: number) => Plot.PlotOptions
  /** Names of the colours, where the chart has a legend. */
  readonly legend?: readonly (readonly [name: string, colour: string])[]
  /** What it rests on, where that is not the document of the page. */
  readonly basis?: readonly string[]
}

const STYLE = {
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontSize: '12px',
  color: '#16222e',
  background: 'none',
} as const

/** One chart: title, unit, interval, source, the same as a table, and all of it to take away. */
export function Chart({
  id,
  title,
  unit,
  note,
  columns,
  rows,
  height,
  options,
  legend = [],
  basis,
}: ChartProps) {
  const words = useChartWords()
  const document_ = useApp((s) => s.document)
  const box = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  const [seen, setSeen] = useState(false)
  const near = usePaper((s) => s.printing) || seen
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => setWidth(Math.floor(entry!.contentRect.width)))
    watch.observe(box.current!)
    // Drawn when it comes near the window: the first answer does not wait for what is below it.
    const near = new IntersectionObserver(([entry]) => entry!.isIntersecting && setSeen(true), {
      rootMargin: '400px',
    })
    near.observe(box.current!)
    return () => {
      watch.disconnect()
      near.disconnect()
    }
  }, [])
  useEffect(() => {
    if (width < 50 || !near) return undefined
    const plot = Plot.plot({ width, height, style: STYLE, ...options(width) })
    plot.setAttribute('aria-hidden', 'true')
    box.current!.append(plot)
    return () => plot.remove()
  }, [width, height, options, near])
  const changed = document_?.changed_assumptions ?? []
  const about: Provenance = {
    title,
    unit,
    legend,
    lines: [
      ...(note === undefined ? [] : [note]),
      ...(basis ?? [
        document_?.scenario ?? '',
        changed.length === 0
          ? words.unchanged
          : words.changed(
              changed.map((c) => `${c.path} ${String(c.preset)} → ${String(c.value)}`).join('; '),
            ),
        words.footer(document_?.opendome ?? '', String(document_?.seed ?? ''), figure(document_?.runs ?? 0)),
      ]),
    ],
  }
  // While the new answer is on its way nothing is taken away that mixes the two.
  const stale = useApp((s) => s.stale)
  const svg = (): SVGSVGElement =>
    box.current!.querySelector<SVGSVGElement>(':scope > svg, :scope > figure > svg')!
  return (
    <figure className="chart" id={id}>
      <figcaption>
        <h3>{title}</h3>
        <p className="small">{unit}</p>
      </figcaption>
      <div
        ref={box}
        className="plot"
        style={{ minHeight: height }}
        role="img"
        aria-label={`${title}. ${note ?? unit}`}
      />
      {note !== undefined && <p className="small note">{note}</p>}
      <div className="chart-foot">
        <a href="#sources">{words.source}</a>
        <span>{words.get}:</span>
        <button
          type="button"
          disabled={stale}
          onClick={() => saveSvg(svg(), about)}
          aria-label={`${words.get} SVG: ${title}`}
        >
          SVG
        </button>
        <button
          type="button"
          onClick={() => void savePng(svg(), about)}
          aria-label={`${words.get} PNG: ${title}`}
        >
          PNG
        </button>
        <button
          type="button"
          disabled={stale}
          onClick={() => saveCsv(columns, rows, about)}
          aria-label={`${words.get} CSV: ${title}`}
        >
          CSV
        </button>
      </div>
      <details>
        <summary>{words.table}</summary>
        <TableBox label={`${title}: ${words.table}`} heads={columns}>
          {rows.slice(0, 400).map((row, i) => (
            <tr key={i}>
              {row.map((value, j) => (
                <td key={j} className={typeof value === 'number' ? 'number' : undefined}>
                  {typeof value === 'number'
                    ? figure(value, Number.isInteger(value) ? 0 : Math.abs(value) < 1 ? 3 : 1)
                    : value}
                </td>
              ))}
            </tr>
          ))}
        </TableBox>
      </details>
    </figure>
  )
}
