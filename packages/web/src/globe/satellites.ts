import type { SceneShell, Scene } from '@opendome/model/answer'
import * as THREE from 'three'
import { RGB } from './colours.ts'
import { RADIUS, turned } from './positions.ts'

const VERTEX = /* glsl */ `
attribute float node;
attribute float along;
uniform float turnedNode;
uniform float turnedAlong;
uniform float radius;
uniform float cosInclination;
uniform float sinInclination;
uniform float size;
varying float vFade;
void main() {
  float u = along + turnedAlong;
  float n = node + turnedNode;
  float cu = cos(u), su = sin(u), cn = cos(n), sn = sin(n);
  vec3 r = radius * vec3(cu * cn - su * cosInclination * sn, cu * sn + su * cosInclination * cn, su * sinInclination);
  vec4 p = modelViewMatrix * vec4(r, 1.0);
  vFade = clamp(0.35 + 0.65 * dot(normalize(normalMatrix * normalize(r)), normalize(-p.xyz)), 0.18, 1.0);
  gl_Position = projectionMatrix * p;
  gl_PointSize = size * clamp(2.6 / -p.z, 0.55, 2.2);
}`

const FRAGMENT = /* glsl */ `
uniform vec3 colour;
varying float vFade;
void main() {
  float d = length(gl_PointCoord - 0.5);
  if (d > 0.5) discard;
  gl_FragColor = vec4(colour, vFade * smoothstep(0.5, 0.25, d));
  #include <colorspace_fragment>
}`

/** The satellites of one shell as points that the graphics card moves: a frame costs two numbers, however many there are. */
export class SatellitePoints {
  readonly points: THREE.Points
  readonly #material: THREE.ShaderMaterial
  readonly #shell: SceneShell

  constructor(shell: SceneShell) {
    this.#shell = shell
    const geometry = new THREE.BufferGeometry()
    const count = shell.nodes.length
    geometry.setAttribute('position', new THREE.BufferAttribute(new Float32Array(3 * count), 3))
    geometry.setAttribute('node', new THREE.BufferAttribute(Float32Array.from(shell.nodes), 1))
    geometry.setAttribute('along', new THREE.BufferAttribute(Float32Array.from(shell.arguments), 1))
    this.#material = new THREE.ShaderMaterial({
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      transparent: true,
      depthWrite: false,
      uniforms: {
        turnedNode: { value: 0 },
        turnedAlong: { value: 0 },
        radius: { value: shell.radius / RADIUS },
        cosInclination: { value: Math.cos(shell.inclination) },
        sinInclination: { value: Math.sin(shell.inclination) },
        size: { value: 3 },
        colour: {
          value: new THREE.Color(...RGB[shell.role === 'sensor' ? 'sensor' : 'satellite']),
        },
      },
    })
    this.points = new THREE.Points(geometry, this.#material)
    this.points.frustumCulled = false
  }

  at(scene: Scene, t: number): void {
    const [along, node] = turned(this.#shell, scene, t)
    this.#material.uniforms['turnedAlong']!.value = along
    this.#material.uniforms['turnedNode']!.value = node
  }

  /** Size of a point, px of the screen's own. */
  size(px: number): void {
    this.#material.uniforms['size']!.value = px
  }

  dispose(): void {
    this.points.geometry.dispose()
    this.#material.dispose()
  }
}
