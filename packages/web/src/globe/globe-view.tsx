import { useEffect, useRef, useState } from 'react'
import { useApp } from '../state/store.ts'
import { useWords } from '../text/words.ts'
import { clock } from './clock.ts'
import { Key } from './key.tsx'
import { Globe, type GlobeOptions, type Label } from './globe.ts'
import { useLayers } from './layers.tsx'

declare global {
  interface Window {
    /** For measurements: what the frames of the globe cost. */
    opendomeGlobe?: Globe
  }
}

const STEP = 0.12

/** The globe with its names, its key and its switches; `onFlat` goes to the flat map. */
export function GlobeView({ onFlat }: { readonly onFlat: () => void }) {
  const words = useWords()
  const scene = useApp((s) => s.scene)
  const missile = useApp((s) => s.missile)
  const canvas = useRef<HTMLCanvasElement>(null)
  const globe = useRef<Globe>(undefined)
  const labels = useRef<HTMLDivElement>(null)
  const bar = useRef<HTMLDivElement>(null)
  const raid = useRef('')
  const [drawn, setDrawn] = useState(false)
  const [following, setFollowing] = useState(false)
  const [options, setOptions] = useState<GlobeOptions>({
    satellites: true,
    planes: false,
    areas: true,
    night: true,
    tracks: true,
  })

  useEffect(() => {
    const own = new Globe(
      canvas.current!,
      (list) => place(labels.current!, list),
      () => setDrawn(true),
    )
    globe.current = own
    window.opendomeGlobe = own
    const box = canvas.current!.parentElement!
    // On paper the box has no size, and the picture keeps the one it had.
    const fit = (): void => {
      if (box.clientWidth > 0)
        own.resize(box.clientWidth, box.clientHeight, window.devicePixelRatio, bar.current!.clientHeight)
    }
    const watch = new ResizeObserver(fit)
    watch.observe(box)
    watch.observe(bar.current!)
    fit()
    const end = clock.onChange(() => own.at(clock.t))
    return () => {
      watch.disconnect()
      end()
      own.dispose()
      delete window.opendomeGlobe
    }
  }, [])
  useEffect(() => {
    if (scene === undefined) return
    const id = JSON.stringify([scene.places, scene.paths.length])
    globe.current!.show(scene, raid.current !== id)
    raid.current = id
    globe.current!.at(clock.t)
  }, [scene])
  useEffect(() => globe.current!.options(options), [options])
  useEffect(
    () => globe.current!.follow(following ? (missile ?? scene?.paths[0]?.missile) : undefined),
    [following, missile, scene],
  )

  const { laid, switches, keys } = useLayers()
  useEffect(() => globe.current!.sights(laid.sights), [laid.sights, scene])
  useEffect(() => globe.current!.ground(laid.ground), [laid.ground])
  useEffect(() => globe.current!.overlay(laid.map), [laid.map])

  const onKey = (event: React.KeyboardEvent): void => {
    const moves: Record<string, () => void> = {
      ArrowLeft: () => globe.current!.turn(-STEP, 0),
      ArrowRight: () => globe.current!.turn(STEP, 0),
      ArrowUp: () => globe.current!.turn(0, STEP),
      ArrowDown: () => globe.current!.turn(0, -STEP),
      '+': () => globe.current!.zoom(0.85),
      '=': () => globe.current!.zoom(0.85),
      '-': () => globe.current!.zoom(1 / 0.85),
      ' ': () => clock.run(!clock.playing),
    }
    const move = moves[event.key]
    if (move === undefined) return
    event.preventDefault()
    move()
  }
  const toggle = (key: keyof GlobeOptions) => (
    <label key={key}>
      <input
        type="checkbox"
        checked={options[key]}
        onChange={(e) => setOptions({ ...options, [key]: e.target.checked })}
      />
      {words.globe[key]}
    </label>
  )
  return (
    <div className="globe" data-drawn={drawn} data-scene={scene !== undefined}>
      <canvas
        ref={canvas}
        tabIndex={0}
        role="img"
        aria-label={words.globe.label(
          scene === undefined ? '' : `${scene.fates.length} ${words.missiles}, ${scene.utc}`,
        )}
        onKeyDown={onKey}
      />
      <div className="labels" ref={labels} aria-hidden="true" />
      <Key />
      <div className="layer-keys">{keys}</div>
      <div className="switches" ref={bar}>
        {(['satellites', 'planes', 'tracks', 'areas', 'night'] as const).map(toggle)}
        {switches}
        <label>
          <input type="checkbox" checked={following} onChange={(e) => setFollowing(e.target.checked)} />
          {words.globe.follow}
        </label>
        <button
          type="button"
          onClick={() => {
            setFollowing(false)
            globe.current!.face()
          }}
        >
          {words.globe.whole}
        </button>
        <button type="button" onClick={onFlat}>
          {words.globe.flat}
        </button>
      </div>
    </div>
  )
}

/** Puts the names of places on the picture, outside of React, since they move with every frame. */
function place(box: HTMLDivElement, labels: readonly Label[]): void {
  while (box.children.length < labels.length) box.append(document.createElement('span'))
  while (box.children.length > labels.length) box.lastChild!.remove()
  labels.forEach(({ text, role, x, y }, i) => {
    const span = box.children[i] as HTMLSpanElement
    if (span.textContent !== text) span.textContent = text
    if (span.className !== role) span.className = role
    span.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`
  })
}
