import { OpendomeError, requireWithin } from '../core/index.ts'
import { siderealAngle, type Epoch } from '../earth/index.ts'
import { Stream } from '../math/index.ts'
import { OBJECT, type Instrument } from './instrument.ts'
import type { Measurements } from './measurements.ts'
import { instrumentOf, motionOf, type Motion, type SensorPlan } from './plan.ts'
import { TargetTable, type Target } from './targets.ts'

export interface NetworkOptions {
  readonly sensors: readonly SensorPlan[]
  readonly epoch: Epoch
  readonly seed: number
  /** Altitude of the cloud tops, m: below it no infrared sensor sees anything. */
  readonly cloudTop: number
  /** Time between two scans, s; default 1. */
  readonly step?: number | undefined
}

/** One sensor with its buffers and streams. */
interface Member {
  readonly plan: SensorPlan
  readonly motion: Motion
  readonly instrument: Instrument
  /** Index of its first head in the network. */
  readonly first: number
  readonly staggered: boolean
  /** Does each head work in the run drawn last? */
  readonly works: Uint8Array
  readonly worksStream: Stream
  readonly lookStream: Stream
  readonly alarmStream: Stream
  readonly alarmSightStream: Stream
}

/** Looks nearer than this part of the revisit time to a scan's end belong to the scan. */
const SAME_LOOK = 1e-6
/** Spacing of staggered looks, in revisit times: the golden ratio spreads any number of heads evenly. */
const GOLDEN = 0.6180339887498949
/** Pairs of random numbers that one look at one object takes at most: detection and link, two angles, range. */
const BLOCKS = 3
/** The same of a false alarm: head and link, where it lies (three numbers), then as above. */
const ALARM_BLOCKS = 4
/** So few heads look at every object without asking first what they have in common. */
const FEW_HEADS = 3
/** Chances below this are none: one in a thousand million looks. */
const NO_CHANCE = 1e-9

/**
 * All sensors of a scenario. `scan` gives what they report; `visible` who could see an object, without draws.
 *
 * A head looks at the multiples of its sensor's revisit time since the epoch; staggered satellites one after the other. What a look
 * draws depends on seed, run, sensor id, head, target and look alone: a sensor, a target at the end of the list or another
 * order of calls changes no other draw. Buffers grow with the number of targets and are kept: memory is flat over runs.
 *
 * @example
 * const { sensors, epoch, run, command } = readScenario(
 *   'opendome: 1\nfrom: first-flight\nsensors: [{ id: low, sensor: cbo-2026-tracking-leo }]',
 * )
 * const network = new SensorNetwork({ sensors, epoch, seed: run.seed, cloudTop: command.cloudTop })
 * console.log(network.heads, network.headName(0))
 */
export class SensorNetwork {
  /** Heads of all sensors: satellites and radars. */
  readonly heads: number
  readonly sensors: readonly SensorPlan[]
  readonly epoch: Epoch
  readonly step: number
  readonly #members: readonly Member[]
  readonly #table: TargetTable
  readonly #position = new Float64Array(3)
  #candidates = new Int32Array(1)
  #run = -1
  #filledAt = NaN

  constructor(options: NetworkOptions) {
    const { sensors, epoch, seed, cloudTop, step = 1 } = options
    requireWithin('scan step', step, 0.05, 60, 's')
    requireWithin('cloud tops', cloudTop, 0, 30_000, 'm')
    let first = 0
    this.#members = sensors.map((plan): Member => {
      const { id, sensor } = plan
      if (sensors.some((other) => other !== plan && other.id === id))
        throw new OpendomeError('invalid', `sensor ${id}: two sensors have this id`)
      const motion = motionOf(plan.stand, epoch)
      const member = {
        plan,
        motion,
        instrument: instrumentOf(plan, epoch, cloudTop),
        first,
        staggered: sensor.type === 'infrared' && sensor.staggered,
        works: new Uint8Array(motion.count).fill(1),
        worksStream: new Stream(seed, 0, `sensor-works/${id}`, 0),
        lookStream: new Stream(seed, 0, `sensor-look/${id}`, 0),
        alarmStream: new Stream(seed, 0, `sensor-alarm/${id}`, 0),
        alarmSightStream: new Stream(seed, 0, `sensor-alarm-sight/${id}`, 0),
      }
      first += motion.count
      return member
    })
    this.heads = first
    this.sensors = sensors
    this.epoch = epoch
    this.step = step
    this.#table = new TargetTable(siderealAngle(epoch, 0))
  }

  /** Name of a head: the sensor's id, and the number of the satellite where it has several. */
  headName(head: number): string {
    const member = this.#memberOf(head)
    return member.motion.count === 1 ? member.plan.id : `${member.plan.id}-${head - member.first + 1}`
  }

  /** Index of a head's sensor in the list. */
  sensorOf(head: number): number {
    return this.#members.indexOf(this.#memberOf(head))
  }

  /** ECI position of a head at t s since the epoch, m. */
  headPosition(t: number, head: number, out: Float64Array): void {
    const { motion, first } = this.#memberOf(head)
    motion.position(t, head - first, out)
  }

  #memberOf(head: number): Member {
    const member = this.#members.findLast((m) => head >= m.first)
    if (member !== undefined && Number.isInteger(head) && head < this.heads) return member
    throw new OpendomeError('invalid', `sensor head ${head}: expected 0 to ${this.heads - 1}`)
  }

  /**
   * Appends to `out` all reports whose signal time lies in the step that ends at t (s since the epoch, from 0), and to `origin` the index
   * of each one's target, −1 for a false alarm. In order of sensors, looks, heads and targets.
   * Errors: `invalid` for a negative time, `unsupported` where `out` or `origin` is full.
   */
  scan(run: number, t: number, targets: readonly Target[], out: Measurements, origin: Int32Array): void {
    requireWithin('time', t, 0, 1e9, 's')
    if (run !== this.#run) this.#drawWorks(run)
    if (targets.length > this.#candidates.length) this.#candidates = new Int32Array(targets.length)
    // The list may hold other targets than at the scan before.
    this.#filledAt = NaN
    for (const member of this.#members) {
      const { revisit } = member.plan.sensor
      const { count } = member.motion
      const groups = member.staggered ? count : 1
      for (let group = 0; group < groups; group++) {
        const phase = member.staggered ? group * GOLDEN - Math.floor(group * GOLDEN) : 0
        const last = Math.floor(t / revisit - phase + SAME_LOOK)
        let look = Math.floor((t - this.step) / revisit - phase + SAME_LOOK) + 1
        for (look = Math.max(0, look); look <= last; look++) {
          const at = (look + phase) * revisit
          const [from, to] = member.staggered ? [group, group + 1] : [0, count]
          this.#look(member, run, look, at, from, to, targets, out, origin)
          this.#falseAlarms(member, run, look, at, from, to, out, origin)
        }
      }
    }
  }

  /** One look of the heads `from` … `to` − 1 of a sensor at one moment. */
  #look(
    member: Member,
    run: number,
    look: number,
    t: number,
    from: number,
    to: number,
    targets: readonly Target[],
    out: Measurements,
    origin: Int32Array,
  ): void {
    const { motion, instrument, works } = member
    const table = this.#table
    if (t !== this.#filledAt) table.fill(t, targets)
    this.#filledAt = t
    if (table.rows === 0) return
    const { objects } = table
    const position = this.#position
    instrument.begin(t)
    const many = to - from > FEW_HEADS
    if (many) instrument.gather(objects, table.rows)
    for (let head = from; head < to; head++) {
      if (works[head] === 0) continue
      motion.position(t, head, position)
      instrument.stand(position[0]!, position[1]!, position[2]!)
      if (many && instrument.blind()) continue
      let seen = 0
      for (let row = 0; row < table.rows; row++) {
        const chance = instrument.chance(objects, OBJECT.WIDTH * row)
        if (chance < NO_CHANCE) continue
        if (instrument.tracks === Infinity) this.#report(member, run, look, t, head, row, chance, out, origin)
        else this.#candidates[seen++] = row
      }
      // Where beams are fewer than objects, they serve the objects in turn.
      const served = Math.min(seen, instrument.tracks)
      const start = served < seen ? (look * served) % seen : 0
      for (let k = 0; k < served; k++) {
        const row = this.#candidates[(start + k) % seen]!
        const chance = instrument.chance(objects, OBJECT.WIDTH * row)
        this.#report(member, run, look, t, head, row, chance, out, origin)
      }
    }
  }

  /** Draws whether a look detects an object and its report arrives, and what it says. */
  #report(
    member: Member,
    run: number,
    look: number,
    t: number,
    head: number,
    row: number,
    chance: number,
    out: Measurements,
    origin: Int32Array,
  ): void {
    const { plan, motion, instrument, lookStream } = member
    const target = this.#table.index[row]!
    const entity = target * motion.count + head
    const { linkLoss } = plan.sensor
    if (chance < 1 || linkLoss > 0) {
      lookStream.reset(run, entity, BLOCKS * look)
      if (lookStream.uniform() >= chance || lookStream.uniform() < linkLoss) return
    } else lookStream.reset(run, entity, BLOCKS * look + 1)
    const put = this.#open(member, t, head, target, out, origin)
    instrument.measure(this.#table.objects, OBJECT.WIDTH * row, lookStream, out, put)
  }

  /** False alarms of one look of the heads `from` … `to` − 1. */
  #falseAlarms(
    member: Member,
    run: number,
    look: number,
    t: number,
    from: number,
    to: number,
    out: Measurements,
    origin: Int32Array,
  ): void {
    const { plan, motion, instrument, works, alarmStream, alarmSightStream } = member
    const { revisit, falseAlarmInterval, linkLoss } = plan.sensor
    if (falseAlarmInterval === undefined) return
    alarmStream.reset(run, from, look)
    const count = alarmStream.binomial(to - from, revisit / falseAlarmInterval)
    for (let k = 0; k < count; k++) {
      alarmSightStream.reset(run, from + k, ALARM_BLOCKS * look)
      const head = from + Math.floor((to - from) * alarmSightStream.uniform())
      if (alarmSightStream.uniform() < linkLoss || works[head] === 0) continue
      motion.position(t, head, this.#position)
      instrument.begin(t)
      instrument.stand(this.#position[0]!, this.#position[1]!, this.#position[2]!)
      const put = this.#open(member, t, head, -1, out, origin)
      instrument.falseAlarm(alarmSightStream, out, put)
    }
  }

  /** Opens a row: everything but what was measured. */
  #open(
    member: Member,
    t: number,
    head: number,
    target: number,
    out: Measurements,
    origin: Int32Array,
  ): number {
    const row = out.count
    if (row >= out.t.length || row >= origin.length)
      throw new OpendomeError('unsupported', `measurements: more than ${row} in one scan`, {
        hint: 'give scan() larger buffers',
      })
    out.count = row + 1
    out.sensor[row] = member.first + head
    out.t[row] = t
    out.available[row] = t + member.plan.sensor.latency
    out.rSensor_eci[3 * row] = this.#position[0]!
    out.rSensor_eci[3 * row + 1] = this.#position[1]!
    out.rSensor_eci[3 * row + 2] = this.#position[2]!
    origin[row] = target
    return row
  }

  #drawWorks(run: number): void {
    for (const { plan, works, worksStream } of this.#members) {
      if (plan.availability >= 1) continue
      for (let head = 0; head < works.length; head++) {
        worksStream.reset(run, head)
        works[head] = worksStream.uniform() < plan.availability ? 1 : 0
      }
    }
    this.#run = run
  }

  /**
   * Heads that see a target at t with a chance of at least one half a look, were they all to look then and to work: their indices
   * in `out`, rising; the count is returned. Beams, links and availability do not count.
   */
  visible(t: number, target: Target, out: Int32Array): number {
    requireWithin('time', t, 0, 1e9, 's')
    this.#table.fill(t, [target])
    this.#filledAt = NaN
    if (this.#table.rows === 0) return 0
    const { objects } = this.#table
    const position = this.#position
    let count = 0
    for (const { motion, instrument, first } of this.#members) {
      instrument.begin(t)
      instrument.gather(objects, 1)
      for (let head = 0; head < motion.count; head++) {
        motion.position(t, head, position)
        instrument.stand(position[0]!, position[1]!, position[2]!)
        if (instrument.blind()) continue
        if (instrument.chance(objects, 0) >= 0.5) out[count++] = first + head
      }
    }
    return count
  }

  /**
   * Counts, for each point, the heads that could look at it at t: by geometry alone, as if all looked then and worked. `points` has rows
   * of OBJECT (position ECI and altitude), `counts` one number a row.
   */
  countCovering(t: number, points: Float64Array, counts: Int32Array): void {
    const position = this.#position
    counts.fill(0)
    for (const { motion, instrument } of this.#members) {
      instrument.begin(t)
      for (let head = 0; head < motion.count; head++) {
        motion.position(t, head, position)
        instrument.stand(position[0]!, position[1]!, position[2]!)
        for (let i = 0; i < counts.length; i++) {
          if (instrument.sees(points, OBJECT.WIDTH * i)) counts[i]!++
        }
      }
    }
  }
}
