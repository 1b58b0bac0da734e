import { useState, type ReactNode } from 'react'
import { useApp } from '../state/store.ts'
import { useStudyWords } from '../text/study.ts'
import { figure } from '../text/words.ts'
import { useWalkable, usualEnds, type Walkable } from './fields.ts'
import { sizeOf, type Choice } from './job.ts'
import { SERVER, begin, useStudy, type Place } from './state.ts'

/** Most runs of a study, over all its points: minutes of one thread of a page; what the server takes without being asked twice, with room. */
const MOST: Readonly<Record<Place, number>> = { page: 20_000, server: 1_000_000 }
const KINDS = ['runs', 'sensitivity', 'sweep'] as const
type Kind = Choice['kind']

/** What is asked for. Numbers are texts while they are typed. */
interface Draft {
  readonly kind: Kind
  readonly runs: Readonly<Record<Kind, string>>
  readonly width: string
  readonly path: string
  readonly ends: readonly [string, string] | undefined
  readonly steps: string
}

const START: Draft = {
  kind: 'runs',
  runs: { runs: '2000', sensitivity: '20', sweep: '100' },
  width: '',
  path: '',
  ends: undefined,
  steps: '7',
}

export function Form() {
  const words = useStudyWords()
  const [draft, setDraft] = useState(START)
  const place = useStudy((s) => s.place)
  const busy = useStudy((s) => s.phase !== undefined)
  const stale = useApp((s) => s.stale)
  const inputs = useApp((s) => s.document?.assumption_range?.each.length ?? 0)
  const groups = useWalkable()
  const all = groups.flatMap((g) => g.fields)
  const field = all.find((f) => f.field.path === draft.path) ?? all[0]
  const ends = draft.ends ?? (field && (usualEnds(field).map(String) as [string, string])) ?? ['', '']
  const change = (part: Partial<Draft>): void => setDraft({ ...draft, ...part })
  const choice = choiceOf(draft, field, ends, inputs)
  const size = choice && sizeOf(choice)
  const most = MOST[place]
  const tooMany = size !== undefined && size.runs > most
  const { kind } = draft
  return (
    <form
      className="study-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (choice !== undefined && !tooMany && !busy) void begin(choice)
      }}
    >
      <label>
        <span>{words.kind}</span>
        <select
          value={kind}
          onChange={(e) => change({ kind: e.target.value as Kind })}
          data-testid="study-kind"
        >
          {KINDS.filter((k) => k === 'runs' || (k === 'sweep' ? field !== undefined : inputs > 0)).map(
            (k) => (
              <option key={k} value={k}>
                {words.kinds[k]}
              </option>
            ),
          )}
        </select>
      </label>
      {kind === 'sweep' && (
        <Along
          groups={groups}
          field={field}
          ends={ends}
          steps={draft.steps}
          onField={(path) => change({ path, ends: undefined })}
          onEnds={(next) => change({ ends: next })}
          onSteps={(steps) => change({ steps })}
        />
      )}
      <NumberField
        label={kind === 'runs' ? words.runs : words.runsEach}
        value={draft.runs[kind]}
        min={1}
        max={most}
        onChange={(runs) => change({ runs: { ...draft.runs, [kind]: runs } })}
        testid="study-runs-asked"
      />
      {kind === 'runs' && (
        <NumberField
          label={words.width}
          value={draft.width}
          min={0.001}
          step="any"
          placeholder={words.never}
          onChange={(width) => change({ width })}
          testid="study-width"
        />
      )}
      <Computer />
      <div className="study-start">
        <button type="submit" disabled={busy || stale || choice === undefined || tooMany}>
          {words.start}
        </button>
        <p className={choice === undefined || tooMany ? 'small wrong' : 'small'} data-testid="study-size">
          {size === undefined
            ? words.wrong
            : tooMany
              ? words.tooMany[place === 'page' && SERVER !== undefined ? 'pageOfServer' : place](figure(most))
              : words.size(figure(size.points), figure(size.runs), size.points === 1)}
        </p>
      </div>
      <p className="small">{words.what[kind]}</p>
    </form>
  )
}

/** Who is to compute, where there is a choice; and the token where one is demanded. */
function Computer(): ReactNode {
  const words = useStudyWords()
  const { place, token } = useStudy()
  const busy = useStudy((s) => s.phase !== undefined)
  if (SERVER === undefined) return null
  return (
    <>
      <label>
        <span>{words.where}</span>
        <select
          value={place}
          disabled={busy}
          onChange={(e) => useStudy.setState({ place: e.target.value as Place, problem: undefined })}
          data-testid="study-place"
        >
          <option value="server">{words.server(SERVER.address)}</option>
          <option value="page">{words.page}</option>
        </select>
      </label>
      {SERVER.tokens && place === 'server' && (
        <label title={words.tokenNote}>
          <span>{words.token}</span>
          <input
            type="password"
            autoComplete="off"
            value={token}
            onChange={(e) => useStudy.setState({ token: e.target.value.trim() })}
            data-testid="study-token"
          />
        </label>
      )}
    </>
  )
}

/** The field that a study goes along, and how far. */
function Along({
  groups,
  field,
  ends,
  steps,
  onField,
  onEnds,
  onSteps,
}: {
  readonly groups: ReturnType<typeof useWalkable>
  readonly field: Walkable | undefined
  readonly ends: readonly [string, string]
  readonly steps: string
  readonly onField: (path: string) => void
  readonly onEnds: (ends: [string, string]) => void
  readonly onSteps: (steps: string) => void
}): ReactNode {
  const words = useStudyWords()
  if (field === undefined) return null
  const range = { min: field.field.low, max: field.field.high, step: 'any' } as const
  return (
    <>
      <label>
        <span>{words.field}</span>
        <select value={field.field.path} onChange={(e) => onField(e.target.value)} data-testid="study-field">
          {groups.map(({ card, fields }) => (
            <optgroup key={card} label={card}>
              {fields.map((f) => (
                <option key={f.field.path} value={f.field.path}>
                  {f.label}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      <NumberField
        {...range}
        label={words.from}
        value={ends[0]}
        onChange={(from) => onEnds([from, ends[1]])}
      />
      <NumberField {...range} label={words.to} value={ends[1]} onChange={(to) => onEnds([ends[0], to])} />
      <NumberField label={words.steps} value={steps} min={2} max={50} onChange={onSteps} />
    </>
  )
}

function NumberField({
  label,
  value,
  onChange,
  testid,
  ...rest
}: {
  readonly label: string
  readonly value: string
  readonly min?: number | undefined
  readonly max?: number | undefined
  readonly step?: 'any'
  readonly placeholder?: string
  readonly onChange: (value: string) => void
  readonly testid?: string
}): ReactNode {
  return (
    <label>
      <span>{label}</span>
      <input
        type="number"
        inputMode="decimal"
        value={value}
        onChange={(e) => onChange(e.target.value)}
        data-testid={testid}
        {...rest}
      />
    </label>
  )
}

/** What the draft asks for; undefined while a number is missing or wrong. */
function choiceOf(
  draft: Draft,
  field: Walkable | undefined,
  ends: readonly [string, string],
  inputs: number,
): Choice | undefined {
  const { kind } = draft
  const runs = Number(draft.runs[kind])
  if (!Number.isInteger(runs) || runs < 1) return undefined
  if (kind === 'runs') {
    const width = draft.width === '' ? undefined : Number(draft.width)
    return width !== undefined && !(width > 0) ? undefined : { kind, runs, width }
  }
  if (kind === 'sensitivity') return inputs === 0 ? undefined : { kind, runs, inputs }
  const [from, to, steps] = [...ends, draft.steps].map((t) => (t === '' ? NaN : Number(t))) as [
    number,
    number,
    number,
  ]
  if (field === undefined || !Number.isFinite(from) || !Number.isFinite(to) || from === to) return undefined
  if (!Number.isInteger(steps) || steps < 2 || steps > 50) return undefined
  const whole = field.field.kind === 'integer'
  if (whole && !(Number.isInteger(from) && Number.isInteger(to))) return undefined
  const { low = -Infinity, high = Infinity } = field.field
  if (Math.min(from, to) < low || Math.max(from, to) > high) return undefined
  return { kind, runs, path: field.field.path, name: field.label, from, to, steps, whole }
}
