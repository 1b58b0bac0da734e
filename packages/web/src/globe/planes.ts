import type { Scene, SceneShell } from '@opendome/model/answer'
import * as THREE from 'three'
import { RGB } from './colours.ts'
import { RADIUS, turned } from './positions.ts'

const STEPS = 96

/** The orbits of a shell as circles. All turn alike, so that a frame costs one angle. */
export class Planes {
  readonly lines: THREE.LineSegments
  readonly #shell: SceneShell

  constructor(shell: SceneShell) {
    this.#shell = shell
    const r = shell.radius / RADIUS
    const [ci, si] = [Math.cos(shell.inclination), Math.sin(shell.inclination)]
    const points: number[] = []
    for (const node of new Set(shell.nodes)) {
      const [cn, sn] = [Math.cos(node), Math.sin(node)]
      for (let i = 0; i < STEPS; i++)
        for (const k of [i, i + 1]) {
          const u = (2 * Math.PI * k) / STEPS
          const [cu, su] = [Math.cos(u), Math.sin(u)]
          points.push(r * (cu * cn - su * ci * sn), r * (cu * sn + su * ci * cn), r * su * si)
        }
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
