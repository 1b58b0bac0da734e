import { useEffect, useRef, useState } from 'react'
import { FlatMap } from '../flat/flat-map.tsx'
import { useApp } from '../state/store.ts'
import { useWords } from '../text/words.ts'
import { Timeline } from '../timeline/timeline.tsx'
import { clock } from './clock.ts'
import { GlobeView } from './globe-view.tsx'
import { canDraw } from './globe.ts'
import { Transport } from './transport.tsx'

/** The shield at work: globe, or flat map where nothing can draw one or somebody prefers it; its time; what happens to each missile. */
export function Stage() {
  const words = useWords()
  const scene = useApp((s) => s.scene)
  const [drawable] = useState(canDraw)
  const [flat, setFlat] = useState(false)
  const shown = useRef<string>(undefined)
  useEffect(() => {
    if (scene === undefined) return
    const id = `${scene.utc} ${scene.paths.length}`
    clock.end = scene.end
    // Another raid starts at a moment at which there is something to see: when the first boosters are about to burn out.
    if (shown.current !== id) clock.set(firstLook(scene.events, scene.end))
    else clock.set(clock.t)
    shown.current = id
  }, [scene])
  useEffect(() => run(), [])
  return (
    <>
      {!drawable ? (
        <FlatMap note={words.globe.noWebGL} />
      ) : flat ? (
        <FlatMap onGlobe={() => setFlat(false)} />
      ) : (
        <GlobeView onFlat={() => setFlat(true)} />
      )}
      <Transport />
      <Timeline />
    </>
  )
}

function firstLook(events: readonly { readonly kind: string; readonly t: number }[], end: number): number {
  const first =
    events.find((e) => e.kind === 'hit' || e.kind === 'miss') ?? events.find((e) => e.kind === 'burnout')
  return Math.min(end, (first?.t ?? 0) + 60)
}

/** Lets the clock go with the wall's while it plays. */
function run(): () => void {
  let last = performance.now()
  let asked = 0
  const tick = (now: number): void => {
    clock.advance(Math.min(0.25, (now - last) / 1000))
    last = now
    asked = clock.playing ? requestAnimationFrame(tick) : 0
  }
  const end = clock.onChange(() => {
    if (!clock.playing || asked !== 0) return
    last = performance.now()
    asked = requestAnimationFrame(tick)
  })
  return () => {
    end()
    cancelAnimationFrame(asked)
  }
}
