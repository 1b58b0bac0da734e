import type { Scene } from '@opendome/model/answer'
import * as THREE from 'three'
import { RGB, type ColourName } from './colours.ts'
import { flareAt, phaseAt } from './looks.ts'
import { RADIUS, surface, wayAt } from './positions.ts'

const VERTEX = /* glsl */ `
attribute vec4 colour;
attribute float size;
uniform float ratio;
varying vec4 vColour;
void main() {
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
  gl_PointSize = size * ratio;
  vColour = colour;
}`

const FRAGMENT = /* glsl */ `
varying vec4 vColour;
void main() {
  float d = length(gl_PointCoord - 0.5);
  if (d > 0.5 || vColour.a <= 0.0) discard;
  // Above one the alpha says a ring.
  float ring = step(1.5, vColour.a);
  float full = smoothstep(0.5, 0.4, d);
  float hollow = smoothstep(0.5, 0.44, d) * smoothstep(0.26, 0.34, d);
  gl_FragColor = vec4(vColour.rgb, mix(full, hollow * (vColour.a - 1.0), ring));
  #include <colorspace_fragment>
}`

interface Mark {
  readonly t: number
  readonly colour: readonly number[]
  readonly at: readonly [number, number, number]
  readonly grows: boolean
}

/** What moves or happens: heads of missiles and interceptors, sensor satellites of their own orbits, hits, misses, leaks. */
export class Moving {
  readonly points: THREE.Points
  readonly #scene: Scene
  readonly #marks: readonly Mark[]
  readonly #position: THREE.BufferAttribute
  readonly #colour: THREE.BufferAttribute
  readonly #size: THREE.BufferAttribute
  readonly #material: THREE.ShaderMaterial
  readonly #at = new Float64Array(3)

  constructor(scene: Scene) {
    this.#scene = scene
    this.#marks = marksOf(scene)
    const count = scene.paths.length + scene.shots.length + scene.satellites.length + this.#marks.length
    const geometry = new THREE.BufferGeometry()
    const attribute = (name: string, size: number): THREE.BufferAttribute => {
      const own = new THREE.BufferAttribute(new Float32Array(size * count), size).setUsage(
        THREE.DynamicDrawUsage,
      )
      geometry.setAttribute(name, own)
      return own
    }
    this.#position = attribute('position', 3)
    this.#colour = attribute('colour', 4)
    this.#size = attribute('size', 1)
    this.#material = new THREE.ShaderMaterial({
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      transparent: true,
      depthWrite: false,
      uniforms: { ratio: { value: 1 } },
    })
    this.points = new THREE.Points(geometry, this.#material)
    this.points.frustumCulled = false
    this.points.renderOrder = 2
  }

  at(t: number): void {
    const { paths, shots, satellites } = this.#scene
    let i = 0
    for (const path of paths) {
      const shown = t >= path.from && t < path.until
      if (shown) wayAt(path, t, this.#at)
      this.#put(i++, shown, RGB[phaseAt(path, t)], 1, path.kind === 'decoy' ? 3 : 7)
    }
    for (const shot of shots) {
      const shown = t >= shot.release && t < shot.intercept
      if (shown) wayAt(shot, t, this.#at)
      this.#put(i++, shown, INTERCEPTOR, 1, 5.5)
    }
    for (const satellite of satellites) {
      wayAt(satellite, t, this.#at)
      this.#put(i++, true, RGB.sensor, 1, 5)
    }
    for (const mark of this.#marks) {
      const age = t - mark.t
      const shown = age >= 0
      if (shown) this.#at.set(mark.at)
      const flare = mark.grows ? flareAt(age) : 0
      this.#put(
        i++,
        shown,
        mark.colour,
        mark.grows ? 1.55 + 0.45 * flare : 2,
        mark.grows ? 9 + 26 * flare : 12,
      )
    }
    this.#position.needsUpdate = true
    this.#colour.needsUpdate = true
    this.#size.needsUpdate = true
  }

  ratio(ratio: number): void {
    this.#material.uniforms['ratio']!.value = ratio
  }

  dispose(): void {
    this.points.geometry.dispose()
    this.#material.dispose()
  }

  #put(i: number, shown: boolean, colour: readonly number[], alpha: number, size: number): void {
    this.#position.setXYZ(i, this.#at[0]!, this.#at[1]!, this.#at[2]!)
    this.#colour.setXYZW(i, colour[0]!, colour[1]!, colour[2]!, shown ? alpha : 0)
    this.#size.setX(i, shown ? size : 0)
  }
}

const INTERCEPTOR = RGB.interceptor

function marksOf(scene: Scene): Mark[] {
  const kinds: Partial<Record<string, ColourName>> = { hit: 'hit', miss: 'miss', leak: 'leak' }
  const out = [0, 0, 0]
  return scene.events.flatMap((event): Mark[] => {
    const colour = kinds[event.kind]
    if (colour === undefined) return []
    surface(event.lat, event.lon, Math.max(0.001, event.altitude / RADIUS), out)
    return [
      {
        t: event.t,
        colour: RGB[colour],
        at: [out[0]!, out[1]!, out[2]!],
        grows: event.kind !== 'leak',
      },
    ]
  })
}
