import { cos, sin } from '../math/index.ts'
import type { PerturbingBody } from './sdp4-bodies.ts'
import type { BrouwerOrbit } from './sgp4-secular.ts'

/** Sums of the periodic changes by Sun and Moon: eccentricity, inclination, mean anomaly, and two that give node and perigee. */
export class PeriodicChanges {
  eccentricity = 0
  inclination = 0
  anomaly = 0
  /** Change of perigee + cos i · node. */
  perigee = 0
  /** sin i · change of the node. */
  node = 0
}

/**
 * Attraction of one body, Sun or Moon, averaged over the satellite's revolution: secular rates (rad/min, 1/min), and
 * periodic terms in twice the body's longitude. Hoots and Roehrich, Spacetrack Report No. 3 (1980), section 10; Hujsak,
 * Project Space Track Report No. 1 (1979). `perigeeRate` and `nodeRate` are as in `PeriodicChanges`.
 */
export class Attraction {
  readonly eccentricityRate: number
  readonly inclinationRate: number
  readonly anomalyRate: number
  readonly perigeeRate: number
  readonly nodeRate: number
  readonly #body: PerturbingBody
  // Factors of F₂ = ½ sin²f − ¼, F₃ = −½ sin f cos f and sin f, f being the body's longitude from its perigee.
  readonly #eccentricity2: number
  readonly #eccentricity3: number
  readonly #inclination2: number
  readonly #inclination3: number
  readonly #anomaly2: number
  readonly #anomaly3: number
  readonly #anomaly4: number
  readonly #perigee2: number
  readonly #perigee3: number
  readonly #perigee4: number
  readonly #node2: number
  readonly #node3: number

  constructor(body: PerturbingBody, orbit: BrouwerOrbit) {
    this.#body = body
    const e = orbit.eccentricity
    const e2 = e * e
    const beta2 = 1 - e2
    const beta = Math.sqrt(beta2)

    // Components of the body's perigee direction p and of q, 90° ahead, along the satellite's node, 90° ahead of it in
    // the satellite's plane, and along its normal.
    const cosSat = cos(orbit.node)
    const sinSat = sin(orbit.node)
    const cosH = body.cosNode * cosSat + body.sinNode * sinSat
    const sinH = sinSat * body.cosNode - cosSat * body.sinNode
    const { cosPerigee: cosG, sinPerigee: sinG, cosInclination: cosB, sinInclination: sinB } = body
    const pNode = cosG * cosH + sinG * cosB * sinH
    const pFlat = sinG * cosB * cosH - cosG * sinH
    const pPole = sinG * sinB
    const qNode = cosG * cosB * sinH - sinG * cosH
    const qFlat = sinG * sinH + cosG * cosB * cosH
    const qPole = cosG * sinB
    const { cosInclination: cosI, sinInclination: sinI } = orbit
    const pAhead = cosI * pFlat + sinI * pPole
    const qAhead = cosI * qFlat + sinI * qPole
    const pNormal = cosI * pPole - sinI * pFlat
    const qNormal = cosI * qPole - sinI * qFlat

    // The same along the satellite's perigee and 90° ahead of it.
    const cosW = cos(orbit.perigee)
    const sinW = sin(orbit.perigee)
    const x1 = pNode * cosW + pAhead * sinW
    const x2 = qNode * cosW + qAhead * sinW
    const x3 = pAhead * cosW - pNode * sinW
    const x4 = qAhead * cosW - qNode * sinW
    const x5 = pNormal * sinW
    const x6 = qNormal * sinW
    const x7 = pNormal * cosW
    const x8 = qNormal * cosW

    // Quadratic forms: index 1 in p, 3 in q, 2 mixed.
    const z31 = 12 * x1 * x1 - 3 * x3 * x3
    const z32 = 24 * x1 * x2 - 6 * x3 * x4
    const z33 = 12 * x2 * x2 - 3 * x4 * x4
    const z1 = 6 * (pNode * pNode + pAhead * pAhead) + (1 + e2) * z31
    const z2 = 12 * (pNode * qNode + pAhead * qAhead) + (1 + e2) * z32
    const z3 = 6 * (qNode * qNode + qAhead * qAhead) + (1 + e2) * z33
    const z11 = -6 * pNode * pNormal - e2 * (24 * x1 * x7 + 6 * x3 * x5)
    const z12 =
      -6 * (pNode * qNormal + qNode * pNormal) - e2 * (24 * (x2 * x7 + x1 * x8) + 6 * (x3 * x6 + x4 * x5))
    const z13 = -6 * qNode * qNormal - e2 * (24 * x2 * x8 + 6 * x4 * x6)
    const z21 = 6 * pAhead * pNormal + e2 * (24 * x1 * x5 - 6 * x3 * x7)
    const z22 =
      6 * (qAhead * pNormal + pAhead * qNormal) + e2 * (24 * (x2 * x5 + x1 * x6) - 6 * (x4 * x7 + x3 * x8))
    const z23 = 6 * qAhead * qNormal + e2 * (24 * x2 * x6 - 6 * x4 * x8)

    const s3 = body.strength / orbit.motion
    const s2 = (-0.5 * s3) / beta
    const s4 = s3 * beta
    const s1 = -15 * e * s4
    const n = body.motion
    const eb = body.eccentricity
    this.eccentricityRate = s1 * n * (x1 * x3 + x2 * x4)
    this.inclinationRate = s2 * n * (z11 + z13)
    this.anomalyRate = -n * s3 * (z1 + z3 - 14 - 6 * e2)
    this.perigeeRate = s4 * n * (z31 + z33 - 6)
    this.nodeRate = -n * s2 * (z21 + z23)

    this.#eccentricity2 = 2 * s1 * (x2 * x3 + x1 * x4)
    this.#eccentricity3 = 2 * s1 * (x2 * x4 - x1 * x3)
    this.#inclination2 = 2 * s2 * z12
    this.#inclination3 = 2 * s2 * (z13 - z11)
    this.#anomaly2 = -2 * s3 * z2
    this.#anomaly3 = -2 * s3 * (z3 - z1)
    this.#anomaly4 = 2 * s3 * (21 + 9 * e2) * eb
    this.#perigee2 = 2 * s4 * z32
    this.#perigee3 = 2 * s4 * (z33 - z31)
    this.#perigee4 = -18 * s4 * eb
    this.#node2 = -2 * s2 * z22
    this.#node3 = -2 * s2 * (z23 - z21)
  }

  /** Adds the periodic changes at `t` minutes to `sums`. */
  addPeriodic(t: number, sums: PeriodicChanges): void {
    const { anomaly, motion, eccentricity } = this.#body
    const mean = anomaly + motion * t
    const f = mean + 2 * eccentricity * sin(mean)
    const sinf = sin(f)
    const f2 = 0.5 * sinf * sinf - 0.25
    const f3 = -0.5 * sinf * cos(f)
    sums.eccentricity += this.#eccentricity2 * f2 + this.#eccentricity3 * f3
    sums.inclination += this.#inclination2 * f2 + this.#inclination3 * f3
    sums.anomaly += this.#anomaly2 * f2 + this.#anomaly3 * f3 + this.#anomaly4 * sinf
    sums.perigee += this.#perigee2 * f2 + this.#perigee3 * f3 + this.#perigee4 * sinf
    sums.node += this.#node2 * f2 + this.#node3 * f3
  }
}
