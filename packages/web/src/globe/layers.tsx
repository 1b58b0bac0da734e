import type { Sights } from '@opendome/model/answer'
import { placeName } from '@opendome/model/place-names'
import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { compareThread, quickThread } from '../model/threads.ts'
import type { Covered, Fallen, ReachMap, Work, WorkName } from '../model/messages.ts'
import { asked } from '../state/answers.ts'
import { useApp } from '../state/store.ts'
import { mean, percent, useLanguage, useWords } from '../text/words.ts'
import { RGB } from './colours.ts'
import type { GroundLine } from './ground-lines.ts'
import { RAMP, painted } from './ramp.ts'

/** What can be laid over the globe and takes a moment to be worked out. */
const LAYERS = ['sights', 'footprints', 'shortfall', 'map'] as const
export type Layer = (typeof LAYERS)[number]

/** Work of a layer for the scenario that is shown; undefined while it is not asked for, not there yet, or not to be had. */
function useLayer<K extends WorkName>(
  on: boolean,
  thread: () => { ask: ReturnType<typeof compareThread>['ask'] },
  work: K,
  input: Omit<Work[K]['in'], 'scenario'>,
): {
  readonly found: Work[K]['out'] | undefined
  readonly busy: boolean
  readonly failed: string | undefined
} {
  const subject = useApp((s) => s.subject)
  const stale = useApp((s) => s.stale)
  const [state, setState] = useState<{
    found?: Work[K]['out']
    busy: boolean
    failed?: string
  }>({ busy: false })
  const key = JSON.stringify(input)
  useEffect(() => {
    setState({ busy: on })
    if (!on || stale) return undefined
    const stop = new AbortController()
    thread()
      .ask(work, { scenario: asked(subject), ...input }, { signal: stop.signal })
      .then(
        (found) => setState({ found, busy: false }),
        (error: unknown) =>
          stop.signal.aborted ||
          setState({ busy: false, failed: error instanceof Error ? error.message : '' }),
      )
    return () => stop.abort()
  }, [on, subject, stale, key])
  return { found: state.found, busy: state.busy, failed: state.failed }
}

/** What the layers that are on lay over the picture. */
export interface Laid {
  readonly sights: Sights | undefined
  readonly ground: readonly GroundLine[]
  readonly map: ReturnType<typeof painted> | undefined
}

/** The layers that are on, for the globe or the flat map to draw; the switches to turn them on, and their keys. */
export function useLayers(): {
  readonly laid: Laid
  readonly switches: ReactNode
  readonly keys: ReactNode
} {
  const words = useWords().globe
  const scene = useApp((s) => s.scene)
  const opened = useApp((s) => s.opened)
  const [on, setOn] = useState<Readonly<Record<Layer, boolean>>>({
    sights: true,
    footprints: false,
    shortfall: false,
    map: false,
  })
  const has: Readonly<Record<Layer, boolean>> = {
    sights: opened?.hasSensors === true,
    footprints: opened?.hasBatteries === true,
    shortfall: true,
    map: true,
  }
  const run = scene?.run ?? 0
  const sights = useLayer(on.sights && has.sights, compareThread, 'sights', { run })
  const footprints = useLayer(on.footprints && has.footprints, compareThread, 'footprints', {})
  const shortfall = useLayer(on.shortfall, compareThread, 'shortfall', {})
  const map = useLayer(on.map, quickThread, 'map', {})
  const laid: Laid = {
    sights: useMemo(() => fitting(sights.found, scene), [sights.found, scene]),
    ground: useMemo(
      () => [
        ...(footprints.found ?? []).flatMap(outline),
        ...(shortfall.found === undefined ? [] : impactTracks(shortfall.found)),
      ],
      [footprints.found, shortfall.found],
    ),
    map: useMemo(
      () => (map.found === undefined ? undefined : painted(map.found satisfies ReachMap)),
      [map.found],
    ),
  }
  const states = { sights, footprints, shortfall, map }
  return {
    laid,
    switches: LAYERS.filter((layer) => has[layer]).map((layer) => (
      <label key={layer} data-busy={states[layer].busy}>
        <input
          type="checkbox"
          checked={on[layer]}
          onChange={(e) => setOn({ ...on, [layer]: e.target.checked })}
        />
        {words.layers[layer]}
      </label>
    )),
    keys: (
      <>
        {LAYERS.filter((layer) => on[layer] && states[layer].failed !== undefined).map((layer) => (
          <p key={layer}>{words.noLayer(words.layers[layer], states[layer].failed!)}</p>
        ))}
        {footprints.found !== undefined && <CoveredKey covered={footprints.found} />}
        {shortfall.found !== undefined && <FallenKey fallen={shortfall.found} />}
        {laid.map !== undefined && (
          <p data-testid="ramp">
            {words.reachKey}
            <span className="ramp" style={{ background: RAMP }} aria-hidden="true" />0 – {mean(laid.map.most)}
          </p>
        )}
      </>
    ),
  }
}

/** What sensors see of the scene that is shown: a scene that came later has other paths. */
function fitting(
  sights: Sights | undefined,
  scene: { readonly paths: readonly unknown[] } | undefined,
): Sights | undefined {
  const last = Math.max(-1, ...(sights?.sights.map((s) => s.path) ?? []))
  return scene !== undefined && last < scene.paths.length ? sights : undefined
}

const outline = ({ ring }: Covered): GroundLine[] =>
  ring === undefined ? [] : [{ points: ring, colour: [...RGB.footprint, 0.98], closed: true }]

/** Impact points over land and over the sea in two colours. */
function impactTracks({ tracks }: Fallen): GroundLine[] {
  return tracks.flatMap(({ points }) =>
    points.slice(1).map(([lat, lon, zone], i): GroundLine => {
      const [before, on] = points[i]!
      const colour = zone === 'land' ? RGB.boost : RGB.miss
      return { points: [before, on, lat, lon], colour: [...colour, 0.98], closed: false }
    }),
  )
}

function CoveredKey({ covered }: { readonly covered: readonly Covered[] }): ReactNode {
  const words = useWords().globe
  const none = covered.filter((c) => c.ring === undefined)
  return (
    <p data-testid="footprints">
      {words.footprintKey(covered.length - none.length, covered.length)}
      {none.slice(0, 3).map(({ layer, threat, reason }) => (
        <span className="row" key={`${layer} ${threat}`}>
          {words.noFootprint(layer, threat, reason)}
        </span>
      ))}
    </p>
  )
}

const LISTED = 5

function FallenKey({ fallen }: { readonly fallen: Fallen }): ReactNode {
  const language = useLanguage()
  const words = useWords().globe
  if (fallen.places.length === 0) return <p data-testid="fallen">{words.noneFallen}</p>
  return (
    <div data-testid="fallen">
      <p>{words.fallenKey(mean(fallen.intercepts), fallen.runs)}</p>
      <ul>
        {fallen.places.slice(0, LISTED).map(({ nation, zone, share }) => (
          <li key={`${nation?.id} ${zone}`}>
            {percent(share)} {words.place(nation && placeName(nation.id, language, nation.name), zone)}
          </li>
        ))}
      </ul>
    </div>
  )
}
