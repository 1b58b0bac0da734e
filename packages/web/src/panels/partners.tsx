import { placeName } from '@opendome/model/place-names'
import type { PartnerChange, PartnerChanges } from '@opendome/model/study'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { GivenUp } from '../model/client.ts'
import { compareThread } from '../model/threads.ts'
import type { OpenedPartner } from '../model/messages.ts'
import { asked } from '../state/answers.ts'
import { resetField, setField, useApp } from '../state/store.ts'
import { usePanelWords } from '../text/panels.ts'
import { figure, percent, useLanguage } from '../text/words.ts'

/** Runs of each scenario: with sensors a run takes a hundred times as long. */
const RUNS = { tracked: 6, stated: 20 }
const NONE: readonly OpenedPartner[] = []

/** The partners as cards to switch on and off, and what each changes. */
export function Partners(): ReactNode {
  const words = usePanelWords().partners
  const partners = useApp((s) => s.opened?.partners) ?? NONE
  const runs = useApp((s) => (s.opened?.hasSensors === true ? RUNS.tracked : RUNS.stated))
  const { changes, progress, mistake, start, stop } = useChanges(runs)
  if (partners.length === 0) return null
  const isIn = partners.filter((p) => p.in).length
  return (
    <details className="card" data-card="partners">
      <summary>
        <span className="card-name">{words.title}</span>
        <span className="card-gist">{words.gist(isIn, partners.length)}</span>
      </summary>
      <div className="card-body">
        <ul className="partners">
          {partners.map((partner) => (
            <Partner
              key={partner.id}
              partner={partner}
              change={changes?.partners.find((c) => c.partner === partner.id)}
            />
          ))}
        </ul>
        {changes !== undefined && (
          <p className="small" data-testid="partner-changes">
            {words.changesOf(changes.runs)}
          </p>
        )}
        {mistake !== undefined && <p role="alert">{mistake}</p>}
        {progress === undefined ? (
          <button type="button" onClick={start}>
            {words.compute(runs)}
          </button>
        ) : (
          <button type="button" onClick={stop}>
            {words.stop(percent(progress))}
          </button>
        )}
      </div>
    </details>
  )
}

function Partner({
  partner,
  change,
}: {
  readonly partner: OpenedPartner
  readonly change: PartnerChange | undefined
}): ReactNode {
  const words = usePanelWords().partners
  const language = useLanguage()
  const { id, name, hosts, owns, defends, pays, consent, asked: isAsked, wasIn } = partner
  const path = `partners.${id}.in`
  const set = useApp((s) => s.subject.set[path])
  const isIn = typeof set === 'boolean' ? set : partner.in
  const share = pays === undefined ? undefined : 'share' in pays ? percent(pays.share) : undefined
  const sum = pays === undefined || 'share' in pays ? undefined : figure(pays.usd / 1e9, 1)
  return (
    <li className={isIn === wasIn ? 'partner' : 'partner changed'} data-partner={id}>
      <label>
        <input
          type="checkbox"
          checked={isIn}
          onChange={(e) => (e.target.checked === wasIn ? resetField(path) : setField(path, e.target.checked))}
        />
        {placeName(id, language, name)}
      </label>
      <span className="small">
        {[
          hosts.length > 0 && words.hosts(hosts.map(thing).join(', ')),
          owns.length > 0 && words.owns(owns.map(thing).join(', ')),
          defends.length > 0 && words.defends(defends.map((area) => placeName(area, language)).join(', ')),
          share !== undefined && words.pays(share),
          sum !== undefined && words.paysSum(sum),
          (consent || isAsked) && words.asked,
        ]
          .filter((x) => typeof x === 'string')
          .join(' · ') || words.nothing}
      </span>
      {change !== undefined && <Change change={change} />}
    </li>
  )
}

/** `sensors.arctic` as `arctic`. */
const thing = (path: string): string => path.slice(path.indexOf('.') + 1)

function Change({ change: { in: isIn, leaked, mistake } }: { readonly change: PartnerChange }): ReactNode {
  const words = usePanelWords().partners
  if (leaked === undefined) return <span className="partner-change">{mistake}</span>
  const signed = (x: number): string => `${x > 0 ? '+' : ''}${figure(x, 2)}`
  const interval = words.interval(signed(leaked.ci95[0]), signed(leaked.ci95[1]))
  return (
    <span className="partner-change">
      {leaked.distinguishable ? (
        <>
          <strong>{words.change(isIn, signed(leaked.mean))}</strong> {interval}
        </>
      ) : (
        words.same(isIn, interval)
      )}
    </span>
  )
}

/** What each partner changes of the scenario that is shown, once it has been asked for; another scenario forgets it. */
function useChanges(runs: number): {
  readonly changes: PartnerChanges | undefined
  readonly progress: number | undefined
  readonly mistake: string | undefined
  readonly start: () => void
  readonly stop: () => void
} {
  const subject = useApp((s) => s.subject)
  const [changes, setChanges] = useState<PartnerChanges>()
  const [progress, setProgress] = useState<number>()
  const [mistake, setMistake] = useState<string>()
  const under = useRef<AbortController>(undefined)
  const stop = (): void => {
    under.current?.abort()
    setProgress(undefined)
  }
  useEffect(() => {
    setChanges(undefined)
    setMistake(undefined)
    return stop
  }, [subject])
  const start = (): void => {
    under.current?.abort()
    under.current = new AbortController()
    setProgress(0)
    setMistake(undefined)
    compareThread()
      .ask(
        'partners',
        { scenario: asked(subject), runs },
        { signal: under.current.signal, part: ({ done, of }) => setProgress(done / Math.max(1, of)) },
      )
      .then(
        (found) => {
          setChanges(found)
          setProgress(undefined)
        },
        (error: unknown) => {
          if (error instanceof GivenUp) return
          setMistake(error instanceof Error ? error.message : String(error))
          setProgress(undefined)
        },
      )
  }
  return { changes, progress, mistake, start, stop }
}
