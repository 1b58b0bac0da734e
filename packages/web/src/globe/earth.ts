import * as THREE from 'three'
import { FLATTENING, surface } from './positions.ts'
import { landMask, type World } from './land.ts'
import { RGB } from './colours.ts'

const VERTEX = /* glsl */ `
varying vec3 vNormal;
varying vec3 vPlace;
void main() {
  vPlace = normalize(position);
  vNormal = normalize(position);
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
}`

const FRAGMENT = /* glsl */ `
uniform sampler2D land;
uniform sampler2D areas;
uniform sampler2D overlay;
uniform float showOverlay;
uniform vec3 sun;
uniform vec3 area;
uniform float night;
uniform float showAreas;
varying vec3 vNormal;
varying vec3 vPlace;
const float onePlain = ${((1 - FLATTENING) * (1 - FLATTENING)).toFixed(12)};
const float PI = 3.141592653589793;
float line(float x, float step) {
  float d = abs(fract(x / step - 0.5) - 0.5) * step;
  return 1.0 - smoothstep(0.0, 1.2 * fwidth(x), d);
}
void main() {
  vec3 p = normalize(vPlace);
  float lon = atan(p.y, p.x);
  // The maps are by geodetic latitude.
  float lat = atan(p.z, onePlain * length(p.xy));
  vec2 uv = vec2(lon / (2.0 * PI) + 0.5, lat / PI + 0.5);
  float isLand = textureLod(land, uv, 0.0).r;
  float inside = textureLod(areas, uv, 0.0).r * showAreas;
  vec3 sea = vec3(0.055, 0.125, 0.2);
  vec3 ground = vec3(0.2, 0.29, 0.36);
  vec3 colour = mix(sea, ground, isLand);
  colour = mix(colour, area, 0.34 * inside);
  vec4 over = textureLod(overlay, uv, 0.0);
  colour = mix(colour, over.rgb * mix(0.8, 1.0, isLand), over.a * showOverlay);
  float grid = max(line(degrees(lat), 30.0), abs(lat) < 1.4 ? line(degrees(lon), 30.0) : 0.0);
  colour += 0.03 * grid;
  float day = smoothstep(-0.12, 0.2, dot(normalize(vNormal), sun));
  colour *= mix(1.0, mix(0.5, 1.25, day), night);
  gl_FragColor = vec4(colour, 1.0);
  #include <colorspace_fragment>
}`

const GLOW_VERTEX = /* glsl */ `
varying vec3 vView;
varying vec3 vN;
void main() {
  vec4 p = modelViewMatrix * vec4(position, 1.0);
  vView = normalize(-p.xyz);
  vN = normalize(normalMatrix * normal);
  gl_Position = projectionMatrix * p;
}`

const GLOW_FRAGMENT = /* glsl */ `
varying vec3 vView;
varying vec3 vN;
void main() {
  float edge = pow(clamp(1.0 - abs(dot(vView, vN)) * 2.4, 0.0, 1.0), 2.0);
  gl_FragColor = vec4(0.35, 0.65, 0.95, 1.0) * (1.0 - edge) * 0.35 * step(0.0, dot(vView, -vN));
}`

/** The Earth: land and sea, defended areas, coasts and borders, day and night. */
export class Earth {
  readonly group = new THREE.Group()
  readonly #material: THREE.ShaderMaterial
  #lines: THREE.LineSegments | undefined

  constructor() {
    const black = new THREE.DataTexture(new Uint8Array([0, 0, 0, 255]), 1, 1)
    black.needsUpdate = true
    this.#material = new THREE.ShaderMaterial({
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      uniforms: {
        land: { value: black },
        areas: { value: black },
        overlay: { value: black.clone() },
        showOverlay: { value: 0 },
        sun: { value: new THREE.Vector3(1, 0, 0) },
        area: { value: new THREE.Color(...RGB.area) },
        night: { value: 1 },
        showAreas: { value: 1 },
      },
    })
    const ball = new THREE.SphereGeometry(1, 128, 96).rotateX(Math.PI / 2).scale(1, 1, 1 - FLATTENING)
    this.group.add(new THREE.Mesh(ball, this.#material))
    const glow = new THREE.ShaderMaterial({
      vertexShader: GLOW_VERTEX,
      fragmentShader: GLOW_FRAGMENT,
      side: THREE.BackSide,
      transparent: true,
      depthWrite: false,
      blending: THREE.AdditiveBlending,
    })
    const air = new THREE.Mesh(new THREE.SphereGeometry(1.045, 64, 48), glow)
    air.renderOrder = -1
    this.group.add(air)
  }

  /** Draws the shapes of the world, in place of coarser ones. */
  show(world: World, width: number): void {
    this.#texture('land', landMask(world, width))
    const points: number[] = []
    const out = [0, 0, 0]
    for (const line of [...world.coasts, ...world.borders])
      for (let i = 0; i + 3 < line.length; i += 2)
        for (const k of [i, i + 2]) {
          surface((line[k + 1]! * Math.PI) / 180, (line[k]! * Math.PI) / 180, 0.0006, out)
          points.push(out[0]!, out[1]!, out[2]!)
        }
    const geometry = new THREE.BufferGeometry()
    geometry.setAttribute('position', new THREE.Float32BufferAttribute(points, 3))
    this.#drop()
    this.#lines = new THREE.LineSegments(
      geometry,
      new THREE.LineBasicMaterial({ color: 0x8fb0c8, transparent: true, opacity: 0.34, depthWrite: false }),
    )
    this.group.add(this.#lines)
  }

  areas(canvas: HTMLCanvasElement): void {
    this.#texture('areas', canvas)
  }

  /** Lays a map over land and sea: rows from the south, columns from 180 degrees west; four bytes a cell. None where undefined. */
  overlay(
    map: { readonly rows: number; readonly columns: number; readonly rgba: Uint8Array } | undefined,
  ): void {
    const uniform = this.#material.uniforms['overlay']!
    this.#material.uniforms['showOverlay']!.value = map === undefined ? 0 : 1
    if (map === undefined) return
    ;(uniform.value as THREE.Texture).dispose()
    const texture = new THREE.DataTexture(map.rgba, map.columns, map.rows)
    texture.minFilter = THREE.LinearFilter
    texture.magFilter = THREE.LinearFilter
    texture.wrapS = THREE.RepeatWrapping
    texture.needsUpdate = true
    uniform.value = texture
  }

  sun(x: number, y: number, z: number): void {
    ;(this.#material.uniforms['sun']!.value as THREE.Vector3).set(x, y, z)
  }

  options({ night, areas }: { readonly night: boolean; readonly areas: boolean }): void {
    this.#material.uniforms['night']!.value = night ? 1 : 0
    this.#material.uniforms['showAreas']!.value = areas ? 1 : 0
  }

  #texture(name: 'land' | 'areas', canvas: HTMLCanvasElement): void {
    const texture = new THREE.CanvasTexture(canvas)
    texture.generateMipmaps = false
    texture.minFilter = THREE.LinearFilter
    texture.wrapS = THREE.RepeatWrapping
    const uniform = this.#material.uniforms[name]!
    ;(uniform.value as THREE.Texture).dispose()
    uniform.value = texture
  }

  #drop(): void {
    if (this.#lines === undefined) return
    this.group.remove(this.#lines)
    this.#lines.geometry.dispose()
    ;(this.#lines.material as THREE.Material).dispose()
  }
}
