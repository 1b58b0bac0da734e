import type { ReactNode } from 'react'
import { useApp } from '../state/store.ts'
import { useWords } from '../text/words.ts'
import { COLOUR } from './colours.ts'

/** What the colours of the globe and of the flat map mean. */
export function Key(): ReactNode {
  const words = useWords().globe.legend
  const scene = useApp((s) => s.scene)
  const kinds = new Set(scene?.shells.map((s) => s.role))
  const phases = new Set(scene?.paths.flatMap((p) => p.phases.map((x) => x.name)))
  return (
    <ul className="key" aria-hidden="true">
      {kinds.has('interceptor') && <li style={{ color: COLOUR.satellite }}>{words.satellite}</li>}
      {(kinds.has('sensor') || (scene?.satellites.length ?? 0) > 0) && (
        <li style={{ color: COLOUR.sensor }}>{words.sensor}</li>
      )}
      {(['boost', 'midcourse', 'glide', 'terminal'] as const)
        .filter((p) => phases.has(p))
        .map((p) => (
          <li key={p} className="line" style={{ color: COLOUR[p] }}>
            {words[p]}
          </li>
        ))}
      <li className="line" style={{ color: COLOUR.interceptor }}>
        {words.interceptor}
      </li>
      <li className="ring" style={{ color: COLOUR.hit }}>
        {words.hit}
      </li>
      <li className="ring" style={{ color: COLOUR.miss }}>
        {words.miss}
      </li>
      <li className="ring" style={{ color: COLOUR.leak }}>
        {words.leak}
      </li>
    </ul>
  )
}
