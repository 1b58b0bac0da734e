import { placeOf } from '../globe/positions.ts'

/** Positions in radii of the Earth, Earth-fixed. */
type Point = ArrayLike<number>

/** Draws on an equirectangular map, north up, 180 degrees west at the left edge. Sizes are px of the page. */
export class Pen {
  readonly #context: CanvasRenderingContext2D
  readonly #ratio: number
  readonly #width: number
  readonly #height: number

  /** `ratio`: pixels of the screen in one of the page. */
  constructor(context: CanvasRenderingContext2D, ratio: number) {
    this.#context = context
    this.#ratio = ratio
    this.#width = context.canvas.width
    this.#height = context.canvas.height
  }

  /** What is drawn from now on has this colour and this part of its strength. */
  ink(colour: string, alpha = 1): void {
    this.#context.strokeStyle = this.#context.fillStyle = colour
    this.#context.globalAlpha = alpha
  }

  /** A line through points; over the edge it goes on at the other side. */
  line(points: Iterable<Point>, width = 1.6): void {
    const context = this.#context
    const whole = this.#width
    context.lineWidth = width * this.#ratio
    context.beginPath()
    let before: readonly [number, number] | undefined
    for (const point of points) {
      const [x, y] = this.#at(point)
      if (before === undefined) context.moveTo(x, y)
      else if (Math.abs(x - before[0]) <= whole / 2) context.lineTo(x, y)
      else {
        const turn = x > before[0] ? whole : -whole
        context.lineTo(x - turn, y)
        context.moveTo(before[0] + turn, before[1])
        context.lineTo(x, y)
      }
      before = [x, y]
    }
    context.stroke()
  }

  square(point: Point, size: number): void {
    const [x, y] = this.#at(point)
    const own = size * this.#ratio
    this.#context.fillRect(x - own / 2, y - own / 2, own, own)
  }

  disc(point: Point, radius: number): void {
    this.#round(point, radius)
    this.#context.fill()
  }

  ring(point: Point, radius: number): void {
    this.#round(point, radius)
    this.#context.lineWidth = 1.6 * this.#ratio
    this.#context.stroke()
  }

  /** Shades where the Sun is below the horizon; its latitude and longitude, rad. */
  night(sun: { readonly lat: number; readonly lon: number }): void {
    const context = this.#context
    // The terminator turns over where the Sun crosses the equator: there it is a pair of meridians, met by a latitude a hair off.
    const tangent = Math.tan(Math.abs(sun.lat) < 1e-4 ? 1e-4 : sun.lat)
    const dark = tangent > 0 ? this.#height : 0
    context.beginPath()
    context.moveTo(0, dark)
    for (let i = 0; i <= 180; i++) {
      const lon = ((i / 180) * 2 - 1) * Math.PI
      const lat = Math.atan(-Math.cos(lon - sun.lon) / tangent)
      context.lineTo((i / 180) * this.#width, (0.5 - lat / Math.PI) * this.#height)
    }
    context.lineTo(this.#width, dark)
    context.fill()
  }

  #round(point: Point, radius: number): void {
    const [x, y] = this.#at(point)
    this.#context.beginPath()
    this.#context.arc(x, y, radius * this.#ratio, 0, 2 * Math.PI)
  }

  #at(point: Point): readonly [number, number] {
    const { lat, lon } = placeOf(point)
    return [(lon / Math.PI + 1) * 0.5 * this.#width, (0.5 - lat / Math.PI) * this.#height]
  }
}
