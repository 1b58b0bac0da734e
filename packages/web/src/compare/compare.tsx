import type { CompareReport } from '@opendome/model/study'
import { useEffect, useRef, useState } from 'react'
import { Problem } from '../app/problem.tsx'
import { TableBox } from '../charts/table-box.tsx'
import { GivenUp, ModelMistakes } from '../model/client.ts'
import type { Preset } from '../model/messages.ts'
import { compareThread, quickThread } from '../model/threads.ts'
import { asked } from '../state/answers.ts'
import { useApp } from '../state/store.ts'
import { figure } from '../text/words.ts'
import { Waterfall } from './waterfall.tsx'
import { useCompareWords } from './words.ts'

/** Runs behind each number of leakers. */
const RUNS = 20
const FIRST = 'aei-2025-basic'

/** This scenario and another study, and what makes them differ. */
export function Compare() {
  const words = useCompareWords()
  const subject = useApp((s) => s.subject)
  const [presets, setPresets] = useState<readonly Preset[]>([])
  const [other, setOther] = useState(FIRST)
  const [report, setReport] = useState<CompareReport>()
  const [problem, setProblem] = useState<ModelMistakes>()
  const [working, setWorking] = useState(false)
  const stop = useRef<AbortController>(undefined)
  useEffect(() => {
    quickThread()
      .ask('presets', {})
      .then(setPresets, () => undefined)
    return () => stop.current?.abort()
  }, [])
  // What was compared is no longer this scenario.
  useEffect(() => {
    stop.current?.abort()
    setReport(undefined)
    setProblem(undefined)
    setWorking(false)
  }, [subject])
  // The scenario itself is not in the list.
  const chosen = other === subject.preset ? presets.find((p) => p.fights && p.id !== other)?.id : other
  const go = (): void => {
    stop.current?.abort()
    const own = (stop.current = new AbortController())
    setWorking(true)
    setProblem(undefined)
    const preset = presets.find((p) => p.id === other)
    const b =
      preset?.fights === false ? { name: other } : { name: other, text: `opendome: 1\nfrom: ${other}\n` }
    compareThread()
      .ask(
        'answer',
        { command: 'compare', a: asked(subject), b, options: { runs: RUNS, search: false } },
        { signal: own.signal },
      )
      .then(
        (document) => setReport(document as CompareReport),
        (error: unknown) => {
          if (error instanceof GivenUp) return
          setReport(undefined)
          setProblem(
            error instanceof ModelMistakes
              ? error
              : new ModelMistakes([{ code: 'invalid', message: String(error) }]),
          )
        },
      )
      .finally(() => {
        if (stop.current === own) setWorking(false)
      })
  }
  const group = (fights: boolean) =>
    presets
      .filter((p) => p.fights === fights && p.id !== subject.preset)
      .map((p) => (
        <option key={p.id} value={p.id}>
          {p.name}
        </option>
      ))
  return (
    <section className="compare" id="compare" aria-labelledby="compare-title">
      <h2 id="compare-title">{words.title}</h2>
      <p>{words.lead}</p>
      <div className="compare-choice">
        <label>
          {words.other}{' '}
          <select value={chosen} onChange={(e) => setOther(e.target.value)} data-testid="compare-other">
            <optgroup label={words.fights}>{group(true)}</optgroup>
            <optgroup label={words.costs}>{group(false)}</optgroup>
          </select>
        </label>
        <button type="button" onClick={go} disabled={working || presets.length === 0}>
          {words.go}
        </button>
      </div>
      <p role="status" className="small">
        {working ? words.working : ''}
      </p>
      {problem !== undefined && <Problem list={problem.list} />}
      {report !== undefined && <Compared report={report} />}
    </section>
  )
}

function Compared({ report }: { readonly report: CompareReport }) {
  const words = useCompareWords()
  const { a, b } = report
  const basis = [`${a.name} → ${b.name}`, words.runs(report.opendome, figure(RUNS)), ...report.limits]
  const money = (x: number | null): string => (x === null ? '' : ` (${words.published}: ${figure(x)})`)
  return (
    <div data-testid="compared">
      <p>
        <strong>{a.name}</strong>
        {money(a.published_usd_b)} → <strong>{b.name}</strong>
        {money(b.published_usd_b)}
      </p>
      <div className="charts">
        {report.outputs.map((output) => (
          <Waterfall key={output.name} output={output} basis={basis} />
        ))}
      </div>
      <details>
        <summary>{words.differ}</summary>
        <TableBox label={words.differ} heads={[words.assumption, a.name, b.name]}>
          {report.assumptions
            .filter((x) => !x.same)
            .map((x) => (
              <tr key={x.assumption}>
                <th scope="row">{x.name}</th>
                <td>{x.a}</td>
                <td>{x.b}</td>
              </tr>
            ))}
        </TableBox>
      </details>
      <details>
        <summary>{words.limits}</summary>
        <ul>
          {[
            ...report.limits,
            ...report.not_compared.map((x) => (typeof x === 'string' ? x : JSON.stringify(x))),
          ].map((line, i) => (
            <li key={i}>{line}</li>
          ))}
        </ul>
      </details>
    </div>
  )
}
