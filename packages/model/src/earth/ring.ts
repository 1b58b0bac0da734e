/** Edges whose longitudes are kept together: a point beside them all crosses none. */
const EDGES = 32

/**
 * A closed outline on the globe: corners [lat, lon, lat, lon, …] in rad, the last not repeated; edges straight in latitude and longitude, none
 * across ±180° of longitude.
 */
export class Ring {
  readonly corners: Float64Array
  /** Latitudes and longitudes between which it lies, rad. */
  readonly south: number
  readonly north: number
  readonly west: number
  readonly east: number
  /** West and east end of each `EDGES` edges. */
  readonly #spans: Float64Array

  constructor(corners: Float64Array) {
    this.corners = corners
    let [south, north, west, east] = [Infinity, -Infinity, Infinity, -Infinity]
    const spans = new Float64Array(2 * Math.ceil(corners.length / 2 / EDGES))
    let before = corners[corners.length - 1] ?? 0
    for (let i = 0; i < corners.length; i += 2) {
      const [lat, lon] = [corners[i]!, corners[i + 1]!]
      south = Math.min(south, lat)
      north = Math.max(north, lat)
      west = Math.min(west, lon)
      east = Math.max(east, lon)
      const k = 2 * Math.floor(i / 2 / EDGES)
      const fresh = i % (2 * EDGES) === 0
      spans[k] = Math.min(fresh ? Infinity : spans[k]!, before, lon)
      spans[k + 1] = Math.max(fresh ? -Infinity : spans[k + 1]!, before, lon)
      before = lon
    }
    this.south = south
    this.north = north
    this.west = west
    this.east = east
    this.#spans = spans
  }

  /**
   * Even–odd rule: does a ray from the point (rad, longitude within ±π) along its meridian to the north pole cross the outline an odd number of times? For an area of several
   * rings the answers are to be added up modulo two.
   */
  isAround(lat: number, lon: number): boolean {
    // Beside the box no edge is crossed, north of it none, south of it as many up as down.
    if (lat < this.south || lat > this.north || lon < this.west || lon > this.east) return false
    const { corners } = this
    const spans = this.#spans
    let odd = false
    for (let k = 0; k < spans.length; k += 2) {
      if (lon < spans[k]! || lon > spans[k + 1]!) continue
      const first = k * EDGES
      const end = Math.min(corners.length, first + 2 * EDGES)
      const start = first === 0 ? corners.length : first
      let aLat = corners[start - 2]!
      let aLon = corners[start - 1]!
      for (let i = first; i < end; i += 2) {
        const bLat = corners[i]!
        const bLon = corners[i + 1]!
        if (aLon > lon !== bLon > lon && aLat + ((lon - aLon) / (bLon - aLon)) * (bLat - aLat) > lat)
          odd = !odd
        aLat = bLat
        aLon = bLon
      }
    }
    return odd
  }
}
