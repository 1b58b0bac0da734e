import type { CostReport } from '@opendome/model/study'
import { useApp } from '../state/store.ts'
import { billions, figure, idWords, mean, percent, useWords } from '../text/words.ts'

/** Money of what fights in the run, and of what the cost holds besides. */
function moneySplit(cost: CostReport): { readonly fights: number; readonly others: number } {
  const fighting = new Set(
    cost.quantities.filter((q) => q.things.some((t) => t.startsWith('interceptors.'))).map((q) => q.part),
  )
  const fights = cost.by_part.filter((p) => fighting.has(p.part)).reduce((sum, p) => sum + p.usd_b, 0)
  return { fights, others: cost.total_usd_b - fights }
}

/** How many interceptors are in reach, which moves with the slider. */
function Sizing() {
  const words = useWords()
  const reach = useApp((s) => s.quick?.reach)
  if (reach === undefined) return null
  return (
    <p className="small" data-testid="sizing">
      {words.sizing(
        figure(reach.onOrbit),
        mean(reach.mean),
        figure(reach.least),
        figure(reach.absenteeRatio),
      )}
    </p>
  )
}

/** The answer in one sentence, with the size of its errors in small print. */
export function Sentence() {
  const words = useWords()
  const document = useApp((s) => s.document)
  const cost = useApp((s) => s.quick?.cost)
  const known = useApp((s) => s.quick !== undefined)
  const stale = useApp((s) => s.stale)
  const progress = useApp((s) => s.progress)
  const refused = useApp((s) => s.mistakes.length > 0)
  if (document === undefined)
    return (
      <p className="sentence waiting" id="answer" tabIndex={-1} aria-live="polite">
        {refused ? words.refused : words.computing}
      </p>
    )
  const { leaked, launched, assumption_range: range, runs } = document
  const money = cost && moneySplit(cost)
  return (
    <section
      id="answer"
      tabIndex={-1}
      aria-live="polite"
      aria-busy={stale}
      className={stale ? 'stale' : undefined}
    >
      <p className="sentence" data-testid="sentence">
        {range === null
          ? words.throughPlain(mean(leaked.mean), figure(launched))
          : words.through(mean(range.low), mean(range.high), figure(launched), launched === 1)}{' '}
        <strong>{words.thisReading(mean(leaked.mean))}</strong>
      </p>
      <p className="money" data-testid="money">
        {money === undefined ? (
          known && words.noMoney
        ) : (
          <>
            {money.fights > 0 && <>{words.money(words.billion(billions(money.fights)), cost!.years)} </>}
            {money.others > 0.05 && words.moneyOther(words.billion(billions(money.others)))}
          </>
        )}
      </p>
      <p className="small" data-testid="small-print">
        {words.sampling(figure(runs), mean(leaked.ci95[0]), mean(leaked.ci95[1]))}{' '}
        {range?.set_by != null && words.movesMost(idWords(range.set_by))}
      </p>
      <Sizing />
      <p className="small status" aria-live="off">
        {refused
          ? words.former
          : stale
            ? words.stale
            : progress === undefined
              ? words.whereComputed
              : words.refining(progress.what, percent(Math.floor(progress.part * 100) / 100))}
      </p>
    </section>
  )
}
