import type { Scene, Sights } from '@opendome/model/answer'
import * as THREE from 'three'
import { RGB } from './colours.ts'
import { wayAt } from './positions.ts'

/** Lines from each sensor to what it sees at the moment. */
export class SightLines {
  readonly lines: THREE.LineSegments
  readonly #sights: Sights
  readonly #paths: Scene['paths']
  readonly #position: THREE.BufferAttribute
  readonly #at = new Float64Array(3)

  constructor(sights: Sights, { paths }: Scene) {
    this.#sights = sights
    this.#paths = paths
    this.#position = new THREE.BufferAttribute(new Float32Array(6 * Math.max(1, mostAtOnce(sights))), 3)
    this.#position.setUsage(THREE.DynamicDrawUsage)
    const geometry = new THREE.BufferGeometry()
    geometry.setAttribute('position', this.#position)
    this.lines = new THREE.LineSegments(
      geometry,
      new THREE.LineBasicMaterial({
        color: new THREE.Color(...RGB.sensor),
        transparent: true,
        opacity: 0.3,
        depthWrite: false,
      }),
    )
    this.lines.frustumCulled = false
  }

  at(t: number): void {
    const { sights, heads } = this.#sights
    const at = this.#at
    let count = 0
    for (const { head, path, from, to } of sights) {
      if (t < from || t >= to) continue
      wayAt(heads[head]!, t, at)
      this.#position.setXYZ(count++, at[0]!, at[1]!, at[2]!)
      wayAt(this.#paths[path]!, t, at)
      this.#position.setXYZ(count++, at[0]!, at[1]!, at[2]!)
    }
    this.lines.geometry.setDrawRange(0, count)
    this.#position.needsUpdate = true
  }

  dispose(): void {
    this.lines.geometry.dispose()
    ;(this.lines.material as THREE.Material).dispose()
  }
}

/** Most lines that are there at one time. */
function mostAtOnce({ sights }: Sights): number {
  const steps = sights.flatMap(({ from, to }) => [
    { t: from, by: 1 },
    { t: to, by: -1 },
  ])
  // What ends makes room for what begins at the same time.
  steps.sort((a, b) => a.t - b.t || a.by - b.by)
  let [now, most] = [0, 0]
  for (const { by } of steps) most = Math.max(most, (now += by))
  return most
}
