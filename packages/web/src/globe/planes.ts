import type { Scene, SceneShell } from '@opendome/model/answer'
import * as THREE from 'three'
import { RGB } from './colours.ts'
import { orbitAt, turned } from './positions.ts'

const STEPS = 96

/** The orbits of a shell as circles. All turn alike, so that a frame costs one angle. */
export class Planes {
  readonly lines: THREE.LineSegments
  readonly #shell: SceneShell

  constructor(shell: SceneShell) {
    this.#shell = shell
    const points: number[] = []
    const at = [0, 0, 0]
    for (const node of new Set(shell.nodes))
      for (let i = 0; i < STEPS; i++)
        for (const k of [i, i + 1]) {
          orbitAt(shell, (2 * Math.PI * k) / STEPS, node, at)
          points.push(...at)
        }
    const geometry = new THREE.BufferGeometry()
    geometry.setAttribute('position', new THREE.Float32BufferAttribute(points, 3))
    const [red, green, blue] = RGB[shell.role === 'sensor' ? 'sensor' : 'satellite']
    this.lines = new THREE.LineSegments(
      geometry,
      new THREE.LineBasicMaterial({
        color: new THREE.Color(red, green, blue),
        transparent: true,
        opacity: 0.22,
        depthWrite: false,
      }),
    )
    this.lines.frustumCulled = false
    this.lines.visible = false
  }

  at(scene: Scene, t: number): void {
    this.lines.rotation.z = turned(this.#shell, scene, t)[1]
  }

  dispose(): void {
    this.lines.geometry.dispose()
    ;(this.lines.material as THREE.Material).dispose()
  }
}
