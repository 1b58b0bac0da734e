import type { Scene, Sights } from '@opendome/model/answer'
import * as THREE from 'three'
import { OrbitControls } from 'three/examples/jsm/controls/OrbitControls.js'
import { Earth } from './earth.ts'
import { groundLines, type GroundLine } from './ground-lines.ts'
import { areaMask, world } from './land.ts'
import { isDense } from './looks.ts'
import { Moving } from './moving.ts'
import { Planes } from './planes.ts'
import { surface, wayAt } from './positions.ts'
import type { Ribbons } from './ribbons.ts'
import { SatellitePoints } from './satellites.ts'
import { SightLines } from './sight-lines.ts'
import { tracksOf } from './tracks.ts'

/** What of the picture is shown. */
export interface GlobeOptions {
  readonly satellites: boolean
  readonly planes: boolean
  readonly areas: boolean
  readonly night: boolean
  readonly tracks: boolean
}

export interface Label {
  readonly text: string
  readonly role: 'launch' | 'aim' | 'battery' | 'sensor'
  readonly x: number
  readonly y: number
}

/** Work of the main thread for the frames drawn so far, ms, drawing apart. */
export interface FrameWork {
  frames: number
  update: number
  draw: number
}

const FAR = 40
/** Widths of the maps that the globe is painted from, px: the first look, and the fine one that follows. */
const COARSE = 2048
const FINE = 4096

/** Is WebGL there? */
export function canDraw(): boolean {
  try {
    return document.createElement('canvas').getContext('webgl2') !== null
  } catch {
    return false
  }
}

/** Areas that are equal have the same; it is cheap beside painting them. */
const fingerprint = (areas: Scene['areas']): string =>
  areas
    .map(({ rings }) => rings.map((ring) => `${ring.length} ${ring.reduce((sum, x) => sum + x, 0)}`))
    .join()

/** The globe. It draws when something has changed, and never otherwise. */
export class Globe {
  readonly work: FrameWork = { frames: 0, update: 0, draw: 0 }
  readonly #renderer: THREE.WebGLRenderer
  readonly #camera = new THREE.PerspectiveCamera(36, 1, 0.02, FAR)
  readonly #world = new THREE.Scene()
  readonly #controls: OrbitControls
  readonly #earth = new Earth()
  readonly #labels: (labels: readonly Label[]) => void
  #scene: Scene | undefined
  /** What the areas that are painted can be told by. */
  #areas = ''
  /** Of the picture, in the page's pixels. */
  #size: readonly [number, number] = [1, 1]
  /** Pixels of the screen in one of the page. */
  #ratio = 1
  #satellites: SatellitePoints[] = []
  #planes: Planes[] = []
  #tracks: Ribbons | undefined
  #moving: Moving | undefined
  #sights: SightLines | undefined
  #ground: Ribbons | undefined
  #options: GlobeOptions = { satellites: true, planes: false, areas: true, night: true, tracks: true }
  #t = 0
  #asked = 0
  /** The last preparation that is under way. */
  #preparing: symbol | undefined
  #follow: string | undefined
  readonly #at = new Float64Array(3)
  readonly #vector = new THREE.Vector3()
  #gone = false

  constructor(canvas: HTMLCanvasElement, labels: (labels: readonly Label[]) => void, drawn: () => void) {
    this.#labels = labels
    this.#renderer = new THREE.WebGLRenderer({ canvas, antialias: true, powerPreference: 'high-performance' })
    this.#renderer.setClearColor(0x060d16, 1)
    this.#camera.up.set(0, 0, 1)
    this.#camera.position.set(2.2, 1.2, 2.6)
    this.#controls = new OrbitControls(this.#camera, canvas)
    this.#controls.enablePan = false
    this.#controls.minDistance = 1.15
    this.#controls.maxDistance = 14
    this.#controls.rotateSpeed = 0.5
    this.#controls.addEventListener('change', () => this.draw())
    this.#world.add(this.#earth.group)
    void this.#shapes(drawn)
  }

  async #shapes(drawn: () => void): Promise<void> {
    const coarse = await world(false)
    if (this.#gone) return
    this.#earth.show(coarse, COARSE)
    await this.#prepare()
    if (this.#gone) return
    drawn()
    await new Promise((resolve) => setTimeout(resolve, 4000))
    const fine = await world(true)
    if (this.#gone) return
    this.#earth.show(fine, FINE)
    this.draw()
  }

  /** Lets the card make ready what is new, while the page does other work; nothing is drawn until it is. */
  async #prepare(): Promise<void> {
    const own = (this.#preparing = Symbol('preparation'))
    await this.#renderer.compileAsync(this.#world, this.#camera)
    if (this.#gone || own !== this.#preparing) return
    this.#preparing = undefined
    this.draw()
  }

  /** Shows a run. The camera turns to it where it is another raid. */
  show(scene: Scene, turn: boolean): void {
    // What was shown goes last: the programs of the card are then those of what comes, and not made again.
    const dispose = this.#taken()
    this.#scene = scene
    this.#satellites = scene.shells.map((shell) => new SatellitePoints(shell))
    for (const { points } of this.#satellites) this.#world.add(points)
    this.#tracks = tracksOf(scene)
    this.#moving = new Moving(scene)
    this.#world.add(this.#tracks.mesh, this.#moving.points)
    const areas = fingerprint(scene.areas)
    if (areas !== this.#areas) this.#earth.areas(areaMask(scene.areas, COARSE))
    this.#areas = areas
    this.#resized()
    this.options(this.#options)
    void this.#prepare()
    dispose()
    if (turn) this.face()
    this.at(this.#t)
  }

  /** The time shown, s since the start of the raid. */
  at(t: number): void {
    this.#t = t
    this.draw()
  }

  options(options: GlobeOptions): void {
    this.#options = options
    for (const { points } of this.#satellites) points.visible = options.satellites
    if (options.planes && this.#planes.length === 0 && this.#scene !== undefined) {
      this.#planes = this.#scene.shells.map((shell) => new Planes(shell))
      for (const { lines } of this.#planes) this.#world.add(lines)
    }
    for (const { lines } of this.#planes) lines.visible = options.planes
    if (this.#tracks !== undefined) this.#tracks.mesh.visible = options.tracks
    this.#earth.options(options)
    this.draw()
  }

  /** Lays a map over the ground, or takes it away. */
  overlay(map: Parameters<Earth['overlay']>[0]): void {
    this.#earth.overlay(map)
    this.draw()
  }

  /** Shows what each sensor sees of the scene that is shown, or no longer. */
  sights(sights: Sights | undefined): void {
    if (this.#sights !== undefined) this.#world.remove(this.#sights.lines)
    this.#sights?.dispose()
    this.#sights =
      sights === undefined || this.#scene === undefined ? undefined : new SightLines(sights, this.#scene)
    if (this.#sights !== undefined) this.#world.add(this.#sights.lines)
    this.draw()
  }

  /** Draws lines on the ground in place of those before. */
  ground(lines: readonly GroundLine[]): void {
    if (this.#ground !== undefined) this.#world.remove(this.#ground.mesh)
    this.#ground?.dispose()
    this.#ground = lines.length === 0 ? undefined : groundLines(lines)
    if (this.#ground !== undefined) this.#world.add(this.#ground.mesh)
    this.#resized()
    this.draw()
  }

  /** What is laid over the picture, for programs that look: lines of sight at the moment, and pieces of lines on the ground. */
  get laid(): { readonly sights: number; readonly ground: number } {
    return {
      sights: (this.#sights?.lines.geometry.drawRange.count ?? 0) / 2,
      ground: this.#ground?.pieces ?? 0,
    }
  }

  /** What is shown as the address of a picture. */
  picture(): string {
    this.#frame()
    return this.#renderer.domElement.toDataURL('image/jpeg', 0.92)
  }

  /** The camera stays over a missile, or is free again. */
  follow(missile: string | undefined): void {
    this.#follow = missile
    if (missile === undefined) this.#controls.target.set(0, 0, 0)
    this.draw()
  }

  /** Turns to the middle of what flies. */
  face(): void {
    const { paths = [], places = [] } = this.#scene ?? {}
    const middle = new THREE.Vector3()
    const out = [0, 0, 0]
    for (const { lat, lon, role } of places)
      if (role === 'launch' || role === 'aim') {
        surface(lat, lon, 0, out)
        middle.add(this.#vector.set(out[0]!, out[1]!, out[2]))
      }
    const [first] = paths
    if (first !== undefined) {
      wayAt(first, (first.from + first.times.at(-1)!) / 2, this.#at)
      middle.add(this.#vector.set(this.#at[0]!, this.#at[1]!, this.#at[2]).normalize())
    }
    if (middle.length() < 1e-6) middle.set(1, 1, 1)
    // Beside the arc and not over its middle, so that its height is seen; never over the pole, where the camera would tumble.
    middle.normalize()
    middle.z = Math.min(0.72, Math.max(-0.72, middle.z * 0.8))
    const wide = this.#camera.aspect >= 1
    this.#controls.target.set(0, 0, 0)
    this.#follow = undefined
    this.#camera.position.copy(
      middle.normalize().multiplyScalar(wide ? 4.1 : 4.1 / Math.max(0.55, this.#camera.aspect)),
    )
    this.#controls.update()
    this.draw()
  }

  /** Nearer (under 1) or farther (over 1). */
  zoom(factor: number): void {
    const offset = this.#vector.copy(this.#camera.position).sub(this.#controls.target)
    const length = Math.min(
      this.#controls.maxDistance,
      Math.max(this.#controls.minDistance, offset.length() * factor),
    )
    this.#camera.position.copy(this.#controls.target).add(offset.setLength(length))
    this.#controls.update()
  }

  /** Turns by angles, rad: east and north. */
  turn(east: number, north: number): void {
    const s = new THREE.Spherical()
    const z = new THREE.Quaternion().setFromUnitVectors(
      new THREE.Vector3(0, 0, 1),
      new THREE.Vector3(0, 1, 0),
    )
    const offset = this.#camera.position.clone().sub(this.#controls.target).applyQuaternion(z)
    s.setFromVector3(offset)
    s.theta += east
    s.phi = Math.min(Math.PI - 0.05, Math.max(0.05, s.phi - north))
    offset.setFromSpherical(s).applyQuaternion(z.invert())
    this.#camera.position.copy(this.#controls.target).add(offset)
    this.#controls.update()
  }

  /**
   * The canvas has another size, px of the page; it gets it with the next frame, since the card has to end what it does first. `covered`: what stands in front of
   * its top, px; the globe is in the middle of the rest.
   */
  resize(width: number, height: number, ratio: number, covered: number): void {
    this.#size = [width, height]
    this.#ratio = Math.min(2, ratio)
    this.#camera.aspect = width / Math.max(1, height)
    this.#camera.setViewOffset(width, height, 0, -covered / 2, width, height)
    this.#camera.updateProjectionMatrix()
    this.draw()
  }

  #fit(): void {
    const [width, height] = this.#size
    const { domElement } = this.#renderer
    const [w, h] = [Math.floor(width * this.#ratio), Math.floor(height * this.#ratio)]
    if (domElement.width === w && domElement.height === h) return
    if (this.#renderer.getPixelRatio() !== this.#ratio) this.#renderer.setPixelRatio(this.#ratio)
    this.#renderer.setSize(width, height, false)
    this.#resized()
  }

  #resized(): void {
    const size = this.#renderer.getDrawingBufferSize(new THREE.Vector2())
    const ratio = this.#renderer.getPixelRatio()
    for (const ribbons of [this.#tracks, this.#ground]) ribbons?.screen(size.x, size.y, ratio)
    this.#moving?.ratio(ratio)
    for (const s of this.#satellites) s.size((isDense(this.#scene!) ? 2.6 : 4) * ratio)
  }

  /** Asks for a frame. */
  draw(): void {
    if (this.#asked !== 0 || this.#gone) return
    this.#asked = requestAnimationFrame(() => {
      this.#asked = 0
      if (this.#preparing === undefined) this.#frame()
    })
  }

  #frame(): void {
    this.#fit()
    const begin = performance.now()
    const scene = this.#scene
    if (scene !== undefined) {
      for (const s of this.#satellites) s.at(scene, this.#t)
      if (this.#options.planes) for (const p of this.#planes) p.at(scene, this.#t)
      this.#tracks!.at(this.#t)
      this.#moving!.at(this.#t)
      this.#sights?.at(this.#t)
      const turn = -(scene.angle + scene.angleRate * this.#t)
      const [x, y, z] = [scene.sun_eci[0]!, scene.sun_eci[1]!, scene.sun_eci[2]!]
      this.#earth.sun(x * Math.cos(turn) - y * Math.sin(turn), x * Math.sin(turn) + y * Math.cos(turn), z)
      this.#chase(scene)
      // Names are put by the camera of this frame and not of the last.
      this.#camera.updateMatrixWorld()
      this.#labels(this.#places(scene))
    }
    const ready = performance.now()
    this.#renderer.render(this.#world, this.#camera)
    this.work.frames++
    this.work.update += ready - begin
    this.work.draw += performance.now() - ready
  }

  /** Keeps the camera with the missile it follows, and lets the hand turn it. */
  #chase(scene: Scene): void {
    const path = scene.paths.find((p) => p.missile === this.#follow)
    if (path === undefined) return
    wayAt(path, Math.min(path.until, Math.max(path.from, this.#t)), this.#at)
    const target = this.#controls.target
    const offset = this.#camera.position.clone().sub(target)
    if (offset.length() > 2.2) offset.setLength(1.1)
    target.set(this.#at[0]!, this.#at[1]!, this.#at[2])
    this.#camera.position.copy(target).add(offset)
    // Never inside the Earth.
    if (this.#camera.position.length() < 1.15) this.#camera.position.setLength(1.4)
    this.#camera.lookAt(target)
  }

  /** Places on the side that is seen, on the screen. */
  #places(scene: Scene): Label[] {
    const out = [0, 0, 0]
    const [width, height] = this.#size
    return scene.places.flatMap(({ id, role, lat, lon }): Label[] => {
      surface(lat, lon, 0, out)
      const p = this.#vector.set(out[0]!, out[1]!, out[2])
      // Seen where the line to the camera leaves the ground.
      if (p.dot(this.#camera.position) < 1) return []
      p.project(this.#camera)
      return [{ text: id, role, x: ((p.x + 1) / 2) * width, y: ((1 - p.y) / 2) * height }]
    })
  }

  /** Takes what is shown out of the picture; the answer drops it. */
  #taken(): () => void {
    const shown = [
      ...this.#satellites.map((s) => [s.points, s] as const),
      ...this.#planes.map((p) => [p.lines, p] as const),
      ...(this.#tracks === undefined ? [] : [[this.#tracks.mesh, this.#tracks] as const]),
      ...(this.#moving === undefined ? [] : [[this.#moving.points, this.#moving] as const]),
      ...(this.#sights === undefined ? [] : [[this.#sights.lines, this.#sights] as const]),
    ]
    this.#satellites = []
    this.#planes = []
    this.#sights = undefined
    for (const [object] of shown) this.#world.remove(object)
    return () => {
      for (const [, owner] of shown) owner.dispose()
    }
  }

  dispose(): void {
    this.#gone = true
    cancelAnimationFrame(this.#asked)
    this.#taken()()
    this.ground([])
    this.#controls.dispose()
    this.#renderer.dispose()
    // A page may have few of them, and the next globe needs one.
    this.#renderer.forceContextLoss()
  }
}
