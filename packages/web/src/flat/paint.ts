import type { Scene, ScenePath, Sights } from '@opendome/model/answer'
import { COLOUR } from '../globe/colours.ts'
import { groundPieces, type GroundLine } from '../globe/ground-lines.ts'
import { areaMask, landMask, type World } from '../globe/land.ts'
import type { Laid } from '../globe/layers.tsx'
import { flareAt, isDense, phaseAt, strengthOf } from '../globe/looks.ts'
import { orbitAt, satelliteAt, surface, turned, wayAt } from '../globe/positions.ts'
import { Pen } from './pen.ts'

/** What of the map is shown. */
export interface Shown {
  readonly satellites: boolean
  readonly planes: boolean
  readonly tracks: boolean
  readonly areas: boolean
  readonly night: boolean
}

/** What does not move, painted once. */
export interface Sheets {
  readonly land: HTMLCanvasElement
  /** On black, to be laid over as light. */
  readonly areas: HTMLCanvasElement
  /** Coasts and borders, on nothing. */
  readonly lines: HTMLCanvasElement
}

const WIDTH = 2048
const SEA = '#0e2033'
/** Spacing of the points of a way, s. */
const STEP = 10

/** Land, defended areas, coasts and borders. */
export function sheetsOf(shapes: World, scene: Pick<Scene, 'areas'>): Sheets {
  const land = landMask(shapes, WIDTH)
  tint(land, 'multiply', '#46637c')
  tint(land, 'lighten', SEA)
  const areas = areaMask(scene.areas, WIDTH)
  tint(areas, 'multiply', '#1c6e4c')
  const lines = document.createElement('canvas')
  lines.width = WIDTH
  lines.height = WIDTH / 2
  const context = lines.getContext('2d')!
  context.strokeStyle = 'rgb(143 176 200 / 45%)'
  for (const line of [...shapes.coasts, ...shapes.borders]) {
    context.beginPath()
    for (let i = 0; i < line.length; i += 2)
      context.lineTo(((line[i]! + 180) / 360) * WIDTH, ((90 - line[i + 1]!) / 180) * (WIDTH / 2))
    context.stroke()
  }
  return { land, areas, lines }
}

function tint(canvas: HTMLCanvasElement, how: GlobalCompositeOperation, colour: string): void {
  const context = canvas.getContext('2d')!
  context.globalCompositeOperation = how
  context.fillStyle = colour
  context.fillRect(0, 0, canvas.width, canvas.height)
}

/** The map of what is in reach as a picture; its rows come from the south. */
export function reachSheet({ rows, columns, rgba }: NonNullable<Laid['map']>): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = columns
  canvas.height = rows
  const context = canvas.getContext('2d')!
  const image = context.createImageData(columns, rows)
  for (let row = 0; row < rows; row++)
    image.data.set(rgba.subarray(4 * columns * row, 4 * columns * (row + 1)), 4 * columns * (rows - 1 - row))
  context.putImageData(image, 0, 0)
  return canvas
}

/** Paints a run at a time, s since the start of the raid, over the whole of a canvas. `ratio`: pixels of the screen in one of the page. */
export function paint(
  canvas: HTMLCanvasElement,
  ratio: number,
  {
    sheets,
    reach,
    scene,
    t,
    shown,
    laid,
  }: {
    readonly sheets: Sheets | undefined
    readonly reach: HTMLCanvasElement | undefined
    readonly scene: Scene
    readonly t: number
    readonly shown: Shown
    readonly laid: Laid
  },
): void {
  const context = canvas.getContext('2d')!
  const { width, height } = canvas
  const sheet = (own: HTMLCanvasElement | undefined, how: GlobalCompositeOperation = 'source-over'): void => {
    if (own === undefined) return
    context.globalCompositeOperation = how
    context.drawImage(own, 0, 0, width, height)
    context.globalCompositeOperation = 'source-over'
  }
  const pen = new Pen(context, ratio)
  pen.ink(SEA)
  context.fillRect(0, 0, width, height)
  sheet(sheets?.land)
  if (shown.night) {
    pen.ink('#02060c', 0.38)
    pen.night(sunOver(scene, t))
    pen.ink(SEA)
  }
  // Above the night, which would change what its colours mean.
  sheet(reach)
  if (shown.areas) sheet(sheets?.areas, 'screen')
  sheet(sheets?.lines)
  if (shown.planes) planes(pen, scene, t)
  if (shown.satellites) satellites(pen, scene, t)
  for (const line of laid.ground) groundLine(pen, line)
  if (laid.sights !== undefined) sights(pen, laid.sights, scene, t)
  for (const path of scene.paths) flight(pen, path, t, shown.tracks)
  for (const shot of scene.shots) {
    pen.ink(COLOUR.interceptor)
    if (shown.tracks) pen.line(stretch(shot, shot.release, Math.min(t, shot.intercept)))
    if (t >= shot.release && t < shot.intercept) pen.disc(wayPoint(shot, t), 2.8)
  }
  marks(pen, scene, t)
  pen.ink(SEA)
}

/** Where the Sun is overhead, rad. */
function sunOver({ sun_eci: [x, y, z], angle, angleRate }: Scene, t: number): { lat: number; lon: number } {
  const lon = Math.atan2(y!, x!) - angle - angleRate * t
  return { lat: Math.asin(z!), lon: Math.atan2(Math.sin(lon), Math.cos(lon)) }
}

const colourOf = (role: 'interceptor' | 'sensor'): string =>
  role === 'sensor' ? COLOUR.sensor : COLOUR.satellite

/** The orbits of the shells, as the paths of the points under them were the Earth to stand still. */
function planes(pen: Pen, scene: Scene, t: number): void {
  for (const shell of scene.shells) {
    const [, turn] = turned(shell, scene, t)
    pen.ink(colourOf(shell.role), 0.22)
    for (const node of new Set(shell.nodes)) pen.line(circle(shell, node + turn), 1)
  }
}

function* circle(shell: Parameters<typeof orbitAt>[0], node: number): Generator<number[]> {
  for (let i = 0; i <= 96; i++) {
    const at = [0, 0, 0]
    orbitAt(shell, (2 * Math.PI * i) / 96, node, at)
    yield at
  }
}

function satellites(pen: Pen, scene: Scene, t: number): void {
  const at = new Float64Array(3)
  // Thousands would hide the map.
  const [size, alpha] = isDense(scene) ? [1, 0.35] : [1.8, 0.8]
  for (const shell of scene.shells) {
    const angles = turned(shell, scene, t)
    pen.ink(colourOf(shell.role), alpha)
    for (let k = 0; k < shell.nodes.length; k++) {
      satelliteAt(shell, k, angles, at)
      pen.square(at, size)
    }
  }
  pen.ink(COLOUR.sensor)
  for (const satellite of scene.satellites) pen.square(wayPoint(satellite, t), 4)
}

function groundLine(pen: Pen, line: GroundLine): void {
  const [r, g, b, alpha] = line.colour.map((x, i) => (i < 3 ? Math.round(255 * x) : x))
  pen.ink(`rgb(${r} ${g} ${b})`, alpha)
  pen.line(ends(line), 2)
}

/** The ends of the pieces of a line, one after the other. */
function* ends(line: GroundLine): Generator<readonly number[]> {
  let first = true
  for (const [from, to] of groundPieces(line)) {
    if (first) yield from
    first = false
    yield to
  }
}

/** Straight lines from sensors to what they see, by the ground beneath. */
function sights(pen: Pen, { sights: all, heads }: Sights, scene: Scene, t: number): void {
  pen.ink(COLOUR.sensor, 0.3)
  for (const { head, path, from, to } of all) {
    if (t < from || t >= to) continue
    pen.line(chord(wayPoint(heads[head]!, t), wayPoint(scene.paths[path]!, t)), 1)
  }
}

function* chord(a: Float64Array, b: Float64Array): Generator<Float64Array> {
  for (let i = 0; i <= 24; i++) yield a.map((x, k) => x + (i / 24) * (b[k]! - x))
}

/** A path up to now, what is to come of it faint, and what flies. */
function flight(pen: Pen, path: ScenePath, t: number, withTrack: boolean): void {
  const strength = strengthOf(path.kind)
  for (const phase of withTrack ? path.phases : []) {
    const [from, to] = [Math.max(path.from, phase.from), Math.min(path.until, phase.to)]
    pen.ink(COLOUR[phase.name], 0.16 * strength)
    pen.line(stretch(path, Math.max(from, t), to))
    pen.ink(COLOUR[phase.name], strength)
    pen.line(stretch(path, from, Math.min(to, t)))
  }
  if (t < path.from || t >= path.until) return
  pen.ink(COLOUR[phaseAt(path, t)])
  pen.disc(wayPoint(path, t), path.kind === 'decoy' ? 1.5 : 3.2)
}

type Way = Parameters<typeof wayAt>[0]

function wayPoint(way: Way, t: number): Float64Array {
  const at = new Float64Array(3)
  wayAt(way, t, at)
  return at
}

/** Points of a way from one time to another; none where it would go back. */
function* stretch(way: Way, from: number, to: number): Generator<Float64Array> {
  if (!(to > from)) return
  for (let s = from; s < to; s += STEP) yield wayPoint(way, s)
  yield wayPoint(way, to)
}

function marks(pen: Pen, { events }: Scene, t: number): void {
  const at = [0, 0, 0]
  for (const event of events) {
    if (event.t > t || (event.kind !== 'hit' && event.kind !== 'miss' && event.kind !== 'leak')) continue
    surface(event.lat, event.lon, 0, at)
    pen.ink(COLOUR[event.kind])
    pen.ring(at, 5 + 9 * flareAt(t - event.t))
  }
}
