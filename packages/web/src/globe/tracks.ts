import type { Scene } from '@opendome/model/answer'
import * as THREE from 'three'
import { RGB } from './colours.ts'
import { RADIUS } from './positions.ts'

const VERTEX = /* glsl */ `
attribute vec3 from;
attribute vec3 to;
attribute vec2 when;
attribute vec4 colour;
uniform vec2 screen;
uniform float width;
uniform float t;
varying vec4 vColour;
varying float vTime;
void main() {
  vec4 a = projectionMatrix * modelViewMatrix * vec4(from, 1.0);
  vec4 b = projectionMatrix * modelViewMatrix * vec4(to, 1.0);
  vec2 along = (b.xy / b.w - a.xy / a.w) * screen;
  float size = length(along);
  along = size > 0.0 ? along / size : vec2(1.0, 0.0);
  vec2 side = vec2(-along.y, along.x);
  vec4 p = position.x < 0.5 ? a : b;
  p.xy += (side * position.y * width + along * (position.x - 0.5) * width * 0.5) / screen * p.w;
  gl_Position = p;
  vTime = mix(when.x, when.y, position.x);
  vColour = colour;
}`

const FRAGMENT = /* glsl */ `
uniform float t;
varying vec4 vColour;
varying float vTime;
void main() {
  float past = step(vTime, t);
  float alpha = vColour.a * mix(0.0, 1.0, past);
  float faint = vColour.a < 0.6 || vColour.a > 0.97 ? 0.0 : 0.16 * (1.0 - past);
  if (alpha + faint < 0.01) discard;
  gl_FragColor = vec4(vColour.rgb, max(alpha, faint));
  #include <colorspace_fragment>
}`

/** All ways of a run as ribbons: flown ones bright, what is still to come faint. A frame costs one number. */
export class Tracks {
  readonly mesh: THREE.Mesh
  readonly #material: THREE.ShaderMaterial

  constructor(scene: Scene) {
    const from: number[] = []
    const to: number[] = []
    const when: number[] = []
    const colour: number[] = []
    const put = (
      { times, r_ecef }: { times: Float64Array; r_ecef: Float64Array },
      begin: number,
      end: number,
      colourAt: (t: number) => readonly number[],
    ): void => {
      for (let i = 0; i + 1 < times.length; i++) {
        const [a, b] = [Math.max(times[i]!, begin), Math.min(times[i + 1]!, end)]
        if (!(b > a)) continue
        const span = times[i + 1]! - times[i]!
        for (const [list, t] of [
          [from, a],
          [to, b],
        ] as const) {
          const part = (t - times[i]!) / span
          for (let k = 0; k < 3; k++) {
            const [p, q] = [r_ecef[3 * i + k]!, r_ecef[3 * i + 3 + k]!]
            list.push((p + part * (q - p)) / RADIUS)
          }
        }
        when.push(a, b)
        colour.push(...colourAt((a + b) / 2))
      }
    }
    for (const path of scene.paths) {
      const own = path.kind === 'decoy' ? 0.3 : path.kind === 'bus' ? 0.4 : 0.95
      put(path, path.from, path.until, (t) => {
        const phase = path.phases.find((p) => t < p.to) ?? path.phases.at(-1)
        return [...RGB[phase?.name ?? 'midcourse'], own]
      })
    }
    for (const shot of scene.shots) put(shot, shot.release, shot.intercept, () => [...RGB.interceptor, 1])
    const geometry = new THREE.InstancedBufferGeometry()
    geometry.setAttribute(
      'position',
      new THREE.Float32BufferAttribute([0, -0.5, 0, 1, -0.5, 0, 1, 0.5, 0, 0, 0.5, 0], 3),
    )
    geometry.setIndex([0, 1, 2, 0, 2, 3])
    const instanced = (name: string, values: number[], size: number): void => {
      geometry.setAttribute(name, new THREE.InstancedBufferAttribute(Float32Array.from(values), size))
    }
    instanced('from', from, 3)
    instanced('to', to, 3)
    instanced('when', when, 2)
    instanced('colour', colour, 4)
    geometry.instanceCount = when.length / 2
    this.#material = new THREE.ShaderMaterial({
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      transparent: true,
      depthWrite: false,
      side: THREE.DoubleSide,
      uniforms: {
        screen: { value: new THREE.Vector2(1, 1) },
        width: { value: 2.2 },
        t: { value: 0 },
      },
    })
    this.mesh = new THREE.Mesh(geometry, this.#material)
    this.mesh.frustumCulled = false
  }

  at(t: number): void {
    this.#material.uniforms['t']!.value = t
  }

  screen(width: number, height: number, ratio: number): void {
    ;(this.#material.uniforms['screen']!.value as THREE.Vector2).set(width / 2, height / 2)
    this.#material.uniforms['width']!.value = 2.4 * Math.max(1, ratio * 0.9)
  }

  dispose(): void {
    this.mesh.geometry.dispose()
    this.#material.dispose()
  }
}
