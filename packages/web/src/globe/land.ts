import { feature, mesh } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import type { Scene } from '@opendome/model/answer'

/** The shapes of the world: lines and polygons as [lon, lat, …] in degrees. */
export interface World {
  /** Each polygon is its rings, the outer first. */
  readonly land: readonly (readonly Float64Array[])[]
  readonly coasts: readonly Float64Array[]
  readonly borders: readonly Float64Array[]
}

type Atlas = Topology<{ countries: GeometryCollection; land: GeometryCollection }>

type Ring = readonly (readonly number[])[]

/** Natural Earth, coarse (1:110m) for the first look and fine (1:50m) for all after it. */
export async function world(fine: boolean): Promise<World> {
  const atlas = (fine
    ? await import('world-atlas/countries-50m.json')
    : await import('world-atlas/countries-110m.json')
  ).default as unknown as Atlas
  const { countries, land } = atlas.objects
  const whole = feature(atlas, land) as unknown as {
    features: { geometry: { type: string; coordinates: unknown } }[]
  }
  const polygons = whole.features.flatMap(({ geometry }) =>
    geometry.type === 'MultiPolygon' ? (geometry.coordinates as Ring[][]) : [geometry.coordinates as Ring[]],
  )
  const flat = (line: Ring): Float64Array => Float64Array.from(line.flatMap(([lon, lat]) => [lon!, lat!]))
  const lines = (filter: (a: unknown, b: unknown) => boolean): Float64Array[] =>
    (mesh(atlas, countries, filter).coordinates as Ring[]).map(flat)
  return {
    land: polygons.map((rings) => rings.map(flat)),
    coasts: lines((a, b) => a === b),
    borders: lines((a, b) => a !== b),
  }
}

/** Paints polygons on an equirectangular canvas, east of 180 degrees west, north up. */
function trace(
  context: CanvasRenderingContext2D,
  rings: readonly Float64Array[],
  width: number,
  height: number,
): void {
  context.beginPath()
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i += 2) {
      const x = ((ring[i]! + 180) / 360) * width
      const y = ((90 - ring[i + 1]!) / 180) * height
      if (i === 0) context.moveTo(x, y)
      else context.lineTo(x, y)
    }
    context.closePath()
  }
}

function canvasOf(width: number): { canvas: HTMLCanvasElement; context: CanvasRenderingContext2D } {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = width / 2
  return { canvas, context: canvas.getContext('2d')! }
}

/** Land in white on black. */
export function landMask({ land }: World, width: number): HTMLCanvasElement {
  const { canvas, context } = canvasOf(width)
  context.fillStyle = '#000'
  context.fillRect(0, 0, width, width / 2)
  context.fillStyle = '#fff'
  for (const rings of land) {
    trace(context, rings, width, width / 2)
    context.fill('evenodd')
  }
  return canvas
}

const DEGREES = 180 / Math.PI

/** Defended areas in white on black, their edges brighter. */
export function areaMask(areas: Scene['areas'], width: number): HTMLCanvasElement {
  const { canvas, context } = canvasOf(width)
  context.fillStyle = '#000'
  context.fillRect(0, 0, width, width / 2)
  for (const { rings } of areas) {
    const own = rings.map((ring) => {
      const degrees = new Float64Array(ring.length)
      for (let i = 0; i < ring.length; i += 2) {
        degrees[i] = ring[i + 1]! * DEGREES
        degrees[i + 1] = ring[i]! * DEGREES
      }
      return degrees
    })
    trace(context, own, width, width / 2)
    context.fillStyle = '#8c8c8c'
    context.fill('evenodd')
    context.strokeStyle = '#fff'
    context.lineWidth = width / 1024
    context.stroke()
  }
  return canvas
}
