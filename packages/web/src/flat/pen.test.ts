import { describe, expect, it } from 'vitest'
import { surface } from '../globe/positions.ts'
import { Pen } from './pen.ts'

const [WIDTH, HEIGHT] = [720, 360]

/** A canvas that only remembers the lines and shapes asked for: sub-paths as [x, y] corners. */
function remembering() {
  const paths: (readonly [number, number])[][] = []
  const context = {
    canvas: { width: WIDTH, height: HEIGHT },
    beginPath: () => void (paths.length = 0),
    moveTo: (x: number, y: number) => void paths.push([[x, y]]),
    lineTo: (x: number, y: number) => void paths.at(-1)!.push([x, y]),
    stroke: () => undefined,
    fill: () => undefined,
  }
  return { paths, pen: new Pen(context as unknown as CanvasRenderingContext2D, 1) }
}

const degrees = (lat: number, lon: number): number[] => {
  const at = [0, 0, 0]
  surface((lat * Math.PI) / 180, (lon * Math.PI) / 180, 0, at)
  return at
}

/** Is a point in a polygon? By the crossings of the line to its right. */
function inside(polygon: readonly (readonly [number, number])[], x: number, y: number): boolean {
  let within = false
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const [[xi, yi], [xj, yj]] = [polygon[i]!, polygon[j]!]
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) within = !within
  }
  return within
}

describe('Pen', () => {
  it.each([
    [23.4, 10],
    [-23.4, -170],
    [0, 90],
    [0.3, 179.9],
    [-11, -45],
  ])('shades the half of the Earth from which the Sun over %d° %d° is not seen', (lat, lon) => {
    const sun = { lat: (lat * Math.PI) / 180, lon: (lon * Math.PI) / 180 }
    const { paths, pen } = remembering()
    pen.night(sun)
    let dark = 0
    for (let y = -88; y <= 88; y += 8)
      for (let x = -178; x <= 178; x += 8) {
        const [phi, lambda] = [(y * Math.PI) / 180, (x * Math.PI) / 180]
        const height =
          Math.sin(phi) * Math.sin(sun.lat) + Math.cos(phi) * Math.cos(sun.lat) * Math.cos(lambda - sun.lon)
        // Within a degree of the terminator straight pieces may differ from it.
        if (Math.abs(height) < 0.02) continue
        const shaded = inside(paths[0]!, ((x + 180) / 360) * WIDTH, ((90 - y) / 180) * HEIGHT)
        expect(shaded, `${y}° ${x}°`).toBe(height < 0)
        if (shaded) dark++
      }
    expect(dark).toBeGreaterThan(400)
  })

  it('goes on at the other side of the map where a line leaves it', () => {
    const { paths, pen } = remembering()
    pen.line([degrees(10, 170), degrees(20, -170), degrees(30, 170)])
    expect(paths).toHaveLength(3)
    for (const path of paths)
      for (let i = 1; i < path.length; i++)
        expect(Math.abs(path[i]![0] - path[i - 1]![0])).toBeCloseTo((20 / 360) * WIDTH, 6)
    const [out, over, back] = paths as [[number, number][], [number, number][], [number, number][]]
    // 170° east, out to 190°; from 190° west to 170° west, and out over the left edge; back from the right.
    expect(out.map(([x]) => Math.round((x / WIDTH) * 360 - 180))).toEqual([170, 190])
    expect(over.map(([x]) => Math.round((x / WIDTH) * 360 - 180))).toEqual([-190, -170, -190])
    expect(back.map(([x]) => Math.round((x / WIDTH) * 360 - 180))).toEqual([190, 170])
    expect(over.map(([, y]) => Math.round(90 - (y / HEIGHT) * 180))).toEqual([10, 20, 30])
  })
})
