import * as THREE from 'three'

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

/** Pieces of lines: ends in radii of the Earth, the times at which each end is passed, red, green, blue and alpha. */
export class Pieces {
  readonly from: number[] = []
  readonly to: number[] = []
  readonly when: number[] = []
  readonly colour: number[] = []

  put(
    from: readonly [number, number, number],
    to: readonly [number, number, number],
    when: readonly [number, number],
    colour: readonly number[],
  ): void {
    this.from.push(...from)
    this.to.push(...to)
    this.when.push(...when)
    this.colour.push(...colour)
  }
}

/** Lines as ribbons of an even width on the screen: what lies before the time shown is bright, what is to come faint. A frame costs one number. */
export class Ribbons {
  readonly mesh: THREE.Mesh
  readonly pieces: number
  readonly #material: THREE.ShaderMaterial
  readonly #width: number

  /** `width`: px of the page. */
  constructor({ from, to, when, colour }: Pieces, width: number) {
    this.#width = width
    const geometry = new THREE.InstancedBufferGeometry()
    geometry.setAttribute(
      'position',
      new THREE.Float32BufferAttribute([0, -0.5, 0, 1, -0.5, 0, 1, 0.5, 0, 0, 0.5, 0], 3),
    )
    geometry.setIndex([0, 1, 2, 0, 2, 3])
    const instanced = (name: string, values: readonly number[], size: number): void => {
      geometry.setAttribute(name, new THREE.InstancedBufferAttribute(Float32Array.from(values), size))
    }
    instanced('from', from, 3)
    instanced('to', to, 3)
    instanced('when', when, 2)
    instanced('colour', colour, 4)
    this.pieces = when.length / 2
    geometry.instanceCount = this.pieces
    this.#material = new THREE.ShaderMaterial({
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      transparent: true,
      depthWrite: false,
      side: THREE.DoubleSide,
      uniforms: {
        screen: { value: new THREE.Vector2(1, 1) },
        width: { value: width },
        t: { value: 0 },
      },
    })
    this.mesh = new THREE.Mesh(geometry, this.#material)
    this.mesh.frustumCulled = false
  }

  at(t: number): void {
    this.#material.uniforms['t']!.value = t
  }

  /** The picture has another size, px of the screen's own. */
  screen(width: number, height: number, ratio: number): void {
    ;(this.#material.uniforms['screen']!.value as THREE.Vector2).set(width / 2, height / 2)
    this.#material.uniforms['width']!.value = this.#width * Math.max(1, ratio * 0.9)
  }

  dispose(): void {
    this.mesh.geometry.dispose()
    this.#material.dispose()
  }
}
