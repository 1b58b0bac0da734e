import { useSyncExternalStore } from 'react'
import { useApp } from '../state/store.ts'
import { figure, useWords } from '../text/words.ts'
import { RATES, clock } from './clock.ts'

const subscribe = (listener: () => void): (() => void) => clock.onChange(listener)

/** The time of the raid to a tenth of a second of what React has to know. */
export function useTime(step: number): number {
  return useSyncExternalStore(subscribe, () =>
    clock.t >= clock.end ? clock.end : Math.min(clock.end, Math.round(clock.t / step) * step),
  )
}

export function clockText(t: number): string {
  const s = Math.round(t)
  return `${Math.floor(s / 60)}:${String(s % 60).padStart(2, '0')}`
}

/** Play, pause, faster, slower, and any moment by hand. */
export function Transport() {
  const words = useWords().globe
  const t = useTime(1)
  const playing = useSyncExternalStore(subscribe, () => clock.playing)
  const rate = useSyncExternalStore(subscribe, () => clock.rate)
  const scene = useApp((s) => s.scene)
  const end = scene?.end ?? 1
  const flying =
    scene?.paths.filter((p) => p.kind !== 'decoy' && p.kind !== 'bus' && t >= p.from && t < p.until).length ??
    0
  // A missile is stopped with the last of its warheads, and through with the first.
  const ended = (fate: string, at: (times: number[]) => number): number =>
    (scene?.fates ?? []).filter((f) => {
      if (f.fate !== fate) return false
      const ends = scene!.paths
        .filter((p) => p.missile === f.missile && (p.kind === 'missile' || p.kind === 'warhead'))
        .filter((p) => p.end === (fate === 'killed' ? 'hit' : 'leaked'))
      return ends.length > 0 && at(ends.map((p) => p.until)) <= t
    }).length
  const stopped = ended('killed', (times) => Math.max(...times))
  const through = ended('leaked', (times) => Math.min(...times))
  return (
    <div className="transport">
      <button
        type="button"
        className="play"
        aria-label={playing ? words.pause : words.play}
        title={playing ? words.pause : words.play}
        onClick={() => clock.run(!playing)}
        disabled={scene === undefined}
      >
        {playing ? '❚❚' : '►'}
      </button>
      <select aria-label={words.faster} value={rate} onChange={(e) => clock.at(Number(e.target.value))}>
        {RATES.map((r) => (
          <option key={r} value={r}>
            {words.rate(figure(r))}
          </option>
        ))}
      </select>
      <input
        type="range"
        aria-label={words.time}
        aria-valuetext={clockText(t)}
        min={0}
        max={Math.ceil(end)}
        step={1}
        // Whole seconds, as the slider has them: it would hand another value back as if it had been moved.
        value={t >= end ? Math.ceil(end) : Math.round(t)}
        onChange={(e) => clock.set(Number(e.target.value))}
      />
      <output data-testid="clock">
        {clockText(t)} / {clockText(end)}
      </output>
      <span className="tally" data-testid="tally">
        {words.inFlight(flying)} · {words.hits(stopped)} · {words.leaks(through)}
      </span>
    </div>
  )
}
