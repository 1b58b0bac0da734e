import type { Scene } from '@opendome/model/answer'
import { useEffect, useRef, useState } from 'react'
import { clock } from '../globe/clock.ts'
import { COLOUR } from '../globe/colours.ts'
import { Key } from '../globe/key.tsx'
import { areaMask, landMask, world, type World } from '../globe/land.ts'
import { placeOf, satelliteAt, turned, wayAt } from '../globe/positions.ts'
import { useApp } from '../state/store.ts'
import { useWords } from '../text/words.ts'

const at = new Float64Array(3)

const SWITCHES = ['satellites', 'tracks', 'areas'] as const
type Shown = Readonly<Record<(typeof SWITCHES)[number], boolean>>

/** The same run on a flat map, where no globe can be drawn. */
export function FlatMap({ note }: { readonly note: string }) {
  const words = useWords().globe
  const scene = useApp((s) => s.scene)
  const [shown, setShown] = useState<Shown>({ satellites: true, tracks: true, areas: true })
  const canvas = useRef<HTMLCanvasElement>(null)
  const ground = useRef<HTMLCanvasElement>(undefined)
  useEffect(() => {
    let gone = false
    let shapes: World | undefined
    const redraw = (): void => {
      if (!gone && scene !== undefined && canvas.current !== null)
        paint(canvas.current, ground.current, scene, clock.t, shown)
    }
    void world(false).then((w) => {
      shapes = w
      if (scene !== undefined) ground.current = groundOf(shapes, scene, shown.areas)
      redraw()
    })
    const watch = new ResizeObserver(redraw)
    watch.observe(canvas.current!.parentElement!)
    const end = clock.onChange(redraw)
    return () => {
      gone = true
      watch.disconnect()
      end()
    }
  }, [scene, shown])
  return (
    <div className="globe flat" data-drawn={true} data-scene={scene !== undefined}>
      <canvas ref={canvas} role="img" aria-label={note} />
      <Key />
      <div className="switches">
        {SWITCHES.map((key) => (
          <label key={key}>
            <input
              type="checkbox"
              checked={shown[key]}
              onChange={(e) => setShown({ ...shown, [key]: e.target.checked })}
            />
            {words[key]}
          </label>
        ))}
      </div>
      <p className="note" role="status">
        {note}
      </p>
    </div>
  )
}

/** Sea, land and defended areas, painted once. */
function groundOf(shapes: World, scene: Scene, withAreas: boolean): HTMLCanvasElement {
  const canvas = landMask(shapes, 2048)
  const context = canvas.getContext('2d')!
  const { width, height } = canvas
  context.globalCompositeOperation = 'multiply'
  context.fillStyle = '#334a5c'
  context.fillRect(0, 0, width, height)
  context.globalCompositeOperation = 'lighten'
  context.fillStyle = '#0e2033'
  context.fillRect(0, 0, width, height)
  if (!withAreas) return canvas
  const areas = areaMask(scene.areas, 2048)
  const tint = areas.getContext('2d')!
  tint.globalCompositeOperation = 'multiply'
  tint.fillStyle = '#1c6e4c'
  tint.fillRect(0, 0, width, height)
  context.globalCompositeOperation = 'screen'
  context.drawImage(areas, 0, 0)
  return canvas
}

function paint(
  canvas: HTMLCanvasElement,
  ground: HTMLCanvasElement | undefined,
  scene: Scene,
  t: number,
  shown: Shown,
): void {
  const box = canvas.parentElement!
  const ratio = window.devicePixelRatio
  const width = Math.max(1, Math.min(box.clientWidth, 2 * box.clientHeight))
  canvas.width = width * ratio
  canvas.height = (width / 2) * ratio
  canvas.style.width = `${width}px`
  canvas.style.height = `${width / 2}px`
  const context = canvas.getContext('2d')!
  const [w, h] = [canvas.width, canvas.height]
  context.fillStyle = '#0e2033'
  context.fillRect(0, 0, w, h)
  if (ground !== undefined) context.drawImage(ground, 0, 0, w, h)
  const onMap = (): [number, number] => {
    const { lat, lon } = placeOf(at)
    return [(lon / Math.PI + 1) * 0.5 * w, (0.5 - lat / Math.PI) * h]
  }
  for (const shell of shown.satellites ? scene.shells : []) {
    const angles = turned(shell, scene, t)
    context.fillStyle = shell.role === 'sensor' ? COLOUR.sensor : COLOUR.satellite
    context.globalAlpha = 0.55
    const dot = 1.1 * ratio
    for (let k = 0; k < shell.nodes.length; k++) {
      satelliteAt(shell, k, angles, at)
      const [x, y] = onMap()
      context.fillRect(x - dot / 2, y - dot / 2, dot, dot)
    }
  }
  context.globalAlpha = 1
  context.lineWidth = 1.6 * ratio
  const way = (
    { times, r_ecef }: { times: Float64Array; r_ecef: Float64Array },
    from: number,
    until: number,
    colour: string,
  ): void => {
    const last = Math.min(until, t)
    if (last <= from) return
    context.strokeStyle = colour
    context.beginPath()
    let before: number | undefined
    for (let s = from; ; s = Math.min(last, s + 10)) {
      wayAt({ times, r_ecef }, s, at)
      const [x, y] = onMap()
      if (before === undefined || Math.abs(x - before) > w / 2) context.moveTo(x, y)
      else context.lineTo(x, y)
      before = x
      if (s >= last) break
    }
    context.stroke()
    const [x, y] = onMap()
    if (t < until) {
      context.fillStyle = colour
      context.beginPath()
      context.arc(x, y, 3 * ratio, 0, 7)
      context.fill()
    }
  }
  if (shown.satellites)
    for (const satellite of scene.satellites) {
      wayAt(satellite, t, at)
      const [x, y] = onMap()
      context.fillStyle = COLOUR.sensor
      context.fillRect(x - 2 * ratio, y - 2 * ratio, 4 * ratio, 4 * ratio)
    }
  for (const path of shown.tracks ? scene.paths : [])
    for (const phase of path.phases)
      way(path, Math.max(path.from, phase.from), Math.min(path.until, phase.to), COLOUR[phase.name])
  for (const shot of shown.tracks ? scene.shots : [])
    way(shot, shot.release, shot.intercept, COLOUR.interceptor)
  for (const event of scene.events) {
    if (event.t > t || (event.kind !== 'hit' && event.kind !== 'miss' && event.kind !== 'leak')) continue
    context.strokeStyle = COLOUR[event.kind]
    context.beginPath()
    context.arc((event.lon / Math.PI + 1) * 0.5 * w, (0.5 - event.lat / Math.PI) * h, 5 * ratio, 0, 7)
    context.stroke()
  }
}
