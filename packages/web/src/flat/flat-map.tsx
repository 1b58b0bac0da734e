import { useEffect, useMemo, useRef, useState } from 'react'
import { clock } from '../globe/clock.ts'
import { Key } from '../globe/key.tsx'
import { world, type World } from '../globe/land.ts'
import { useLayers } from '../globe/layers.tsx'
import { useApp } from '../state/store.ts'
import { useWords } from '../text/words.ts'
import { paint, reachSheet, sheetsOf, type Shown } from './paint.ts'

const SWITCHES = ['satellites', 'planes', 'tracks', 'areas', 'night'] as const

/** The same run on a flat map: where no globe can be drawn, or where somebody prefers it. `note` says why there is no globe; `onGlobe` goes back to it. */
export function FlatMap({ note, onGlobe }: { readonly note?: string; readonly onGlobe?: () => void }) {
  const words = useWords()
  const scene = useApp((s) => s.scene)
  const [shown, setShown] = useState<Shown>({
    satellites: true,
    planes: false,
    tracks: true,
    areas: true,
    night: true,
  })
  const [shapes, setShapes] = useState<World>()
  const canvas = useRef<HTMLCanvasElement>(null)
  const { laid, switches, keys } = useLayers()
  useEffect(() => void world(false).then(setShapes), [])
  const sheets = useMemo(
    () => (shapes === undefined || scene === undefined ? undefined : sheetsOf(shapes, scene)),
    [shapes, scene?.areas],
  )
  const reach = useMemo(() => (laid.map === undefined ? undefined : reachSheet(laid.map)), [laid.map])
  useEffect(() => {
    if (scene === undefined) return undefined
    const own = canvas.current!
    const box = own.parentElement!.parentElement!
    const redraw = (): void => {
      const ratio = window.devicePixelRatio
      const width = Math.round(Math.min(box.clientWidth, 2 * box.clientHeight))
      // On paper the box has no size, and the picture keeps the one it had.
      if (width === 0) return
      own.width = width * ratio
      own.height = (width / 2) * ratio
      own.parentElement!.style.width = `${width}px`
      paint(own, ratio, { sheets, reach, scene, t: clock.t, shown, laid })
    }
    redraw()
    const watch = new ResizeObserver(redraw)
    watch.observe(box)
    const end = clock.onChange(redraw)
    return () => {
      watch.disconnect()
      end()
    }
  }, [scene, shown, sheets, reach, laid.sights, laid.ground])
  const about = scene === undefined ? '' : `${scene.fates.length} ${words.missiles}, ${scene.utc}`
  return (
    <div className="globe flat" data-drawn={true} data-scene={scene !== undefined}>
      <div className="flat-map">
        <canvas ref={canvas} role="img" aria-label={words.globe.flatLabel(about)} />
        <div className="labels" aria-hidden="true">
          {scene?.places.map(({ id, role, lat, lon }) => (
            <span
              key={`${role} ${id}`}
              className={role}
              style={{
                left: `calc(${((lon / Math.PI + 1) * 50).toFixed(2)}% + 7px)`,
                top: `calc(${((0.5 - lat / Math.PI) * 100).toFixed(2)}% - 0.75em)`,
              }}
            >
              {id}
            </span>
          ))}
        </div>
      </div>
      <Key />
      <div className="layer-keys">{keys}</div>
      <div className="switches">
        {note !== undefined && (
          <p className="note" role="status">
            {note}
          </p>
        )}
        {SWITCHES.map((key) => (
          <label key={key}>
            <input
              type="checkbox"
              checked={shown[key]}
              onChange={(e) => setShown({ ...shown, [key]: e.target.checked })}
            />
            {words.globe[key]}
          </label>
        ))}
        {switches}
        {onGlobe !== undefined && (
          <button type="button" onClick={onGlobe}>
            {words.globe.globe}
          </button>
        )}
      </div>
    </div>
  )
}
