import { OpendomeError } from '../core/index.ts'
import { Stream } from '../math/index.ts'
import { checkDelay, delayQuantile, type Delay } from './delay.ts'
import type { Carried, NodePlace, ShellRelay } from './relay.ts'

/** A place of command or control: a national centre, a region, a battery. Times in s since the start of the raid. */
export interface CommandNode {
  readonly id: string
  readonly level: 'national' | 'regional' | 'local'
  /** The node above it; undefined at the top. */
  readonly reportsTo?: string | undefined
  /** Where it stands, for links that satellites carry. */
  readonly at?: NodePlace | undefined
}

/** A way for messages between two nodes, both directions alike. */
export interface CommandLink {
  readonly between: readonly [string, string]
  readonly delay: Delay
  /** Chance that a try is lost; it is tried again `retry` s later, up to `tries` times in all. */
  readonly loss: number
  readonly retry: number
  readonly tries: number
  /** When nothing passes: [from, until), until Infinity where it is cut for good. Messages wait for the end. */
  readonly outages: readonly (readonly [number, number])[]
  /** Carried by satellites: what their hops take comes on top of the delay. */
  readonly over?: Carried | undefined
}

/** How high decisions are taken where the links allow it. */
export type CommandMode = 'central' | 'regional' | 'local'

export interface CommandNetwork {
  readonly nodes: readonly CommandNode[]
  readonly links: readonly CommandLink[]
  /** Nodes that are out from a time on: no message enters, leaves or passes them. */
  readonly cut?: readonly { readonly node: string; readonly from: number }[]
}

/** A message for which no way leads over the satellites is tried again after this time, for as long as that, s. */
const WAY_STEP = 10
const WAY_LONGEST = 3600

const LEVELS = ['local', 'regional', 'national'] as const
const WANTED = { central: 'national', regional: 'regional', local: 'local' } as const

/**
 * Who can tell whom, and when it arrives. What one message meets on one link (delay, losses) depends on seed, run, link and message alone, never on
 * the way it takes; so a link added elsewhere shifts nothing.
 */
export class CommandLinks {
  readonly network: CommandNetwork
  readonly #index: ReadonlyMap<string, number>
  /** Per node its links and who is at the other end. */
  readonly #at: readonly (readonly { readonly link: number; readonly other: number }[])[]
  readonly #cut: Float64Array
  readonly #streams: readonly Stream[]
  readonly #relays: readonly (ShellRelay | undefined)[]
  #start = 0

  /** `relays`: per link the satellites that carry it. Throws as `checkNetwork`. */
  constructor(
    network: CommandNetwork,
    seed: number,
    relays: readonly (ShellRelay | undefined)[] = network.links.map(() => undefined),
  ) {
    checkNetwork(network, 'command.network')
    this.network = network
    const { nodes, links, cut = [] } = network
    this.#index = new Map(nodes.map((n, k) => [n.id, k]))
    this.#at = nodes.map(({ id }) =>
      links.flatMap(({ between: [a, b] }, link) =>
        a === id || b === id ? [{ link, other: this.#index.get(a === id ? b : a)! }] : [],
      ),
    )
    this.#cut = new Float64Array(nodes.length).fill(Infinity)
    for (const { node, from } of cut) {
      const k = this.#index.get(node)!
      this.#cut[k] = Math.min(this.#cut[k]!, from)
    }
    this.#streams = links.map(
      ({ between }) => new Stream(seed, 0, `link/${[...between].sort().join('/')}`, 0),
    )
    this.#relays = relays
  }

  /** A new run, whose raid starts `start` s after the epoch: the satellites that carry links stand where they stand then. */
  begin(start: number): void {
    this.#start = start
    for (const relay of this.#relays) relay?.reset()
  }

  /**
   * When message number `message` of a run, sent at `t`, is at another node at the earliest, over any way; Infinity: never. Shortest arrival
   * by Dijkstra's method, which holds because a message that comes to a link later never leaves it earlier.
   */
  arrival(run: number, message: number, from: string, to: string, t: number): number {
    const goal = this.#node(to)
    const arrival = new Float64Array(this.#at.length).fill(Infinity)
    const done = new Uint8Array(this.#at.length)
    const start = this.#node(from)
    if (t < this.#cut[start]!) arrival[start] = t
    for (;;) {
      let here = -1
      for (let k = 0; k < arrival.length; k += 1)
        if (done[k] === 0 && arrival[k]! < Infinity && (here < 0 || arrival[k]! < arrival[here]!)) here = k
      if (here < 0 || here === goal) return arrival[goal]!
      done[here] = 1
      for (const { link, other } of this.#at[here]!) {
        const there = this.#pass(
          run,
          message,
          link,
          arrival[here]!,
          Math.min(this.#cut[here]!, this.#cut[other]!),
        )
        if (there < this.#cut[other]!) arrival[other] = Math.min(arrival[other]!, there)
      }
    }
  }

  /**
   * The node that decides for `node` at time t: the highest on its way up that `mode` asks for and that answers within `patience` s, there and back; else
   * the next below it, down to the node itself, which then fights on its own picture.
   */
  decider(
    run: number,
    message: number,
    node: string,
    t: number,
    mode: CommandMode,
    patience: number,
  ): string {
    const wanted = LEVELS.indexOf(WANTED[mode])
    const chain: CommandNode[] = []
    for (let k: number | undefined = this.#node(node); k !== undefined;) {
      const at: CommandNode = this.network.nodes[k]!
      if (LEVELS.indexOf(at.level) <= wanted || chain.length === 0) chain.push(at)
      k = at.reportsTo === undefined ? undefined : this.#index.get(at.reportsTo)
    }
    for (let k = chain.length - 1; k > 0; k -= 1) {
      const there = this.arrival(run, message, node, chain[k]!.id, t)
      if (there - t > patience) continue
      const back = this.arrival(run, message, chain[k]!.id, node, there)
      if (back - t <= patience) return chain[k]!.id
    }
    return node
  }

  /** When a message that comes to a link at t leaves it, before the link or an end of it is cut at `cut`; Infinity: never. */
  #pass(run: number, message: number, link: number, t: number, cut: number): number {
    const { delay, loss, retry, tries, outages } = this.network.links[link]!
    const stream = this.#streams[link]!
    stream.reset(run, message)
    const takes = delayQuantile(delay, stream.uniform())
    let at = t
    for (let k = 0; k < tries; k += 1) {
      // Outages are in order and apart.
      for (const [from, until] of outages) if (at >= from && at < until) at = until
      if (!(at < cut)) return Infinity
      if (!(stream.uniform() < loss)) return this.#over(link, at) + takes
      at += retry
    }
    return Infinity
  }

  /** When a message that leaves at t has gone over the satellites that carry a link; it waits for a way. */
  #over(link: number, t: number): number {
    const relay = this.#relays[link]
    if (relay === undefined) return t
    for (let wait = 0; wait <= WAY_LONGEST; wait += WAY_STEP) {
      const delay = relay.delay(this.#start + t + wait)
      if (delay !== undefined) return t + wait + delay
    }
    return Infinity
  }

  #node(id: string): number {
    const k = this.#index.get(id)
    if (k === undefined) {
      throw new OpendomeError('unknown', `node ${id}: expected one of ${[...this.#index.keys()].join(', ')}`)
    }
    return k
  }
}

/** Throws `invalid`, `unknown` or `missing`, placed at a field of `where`, for nodes that do not exist or report in a loop, and values out of range. */
export function checkNetwork(network: CommandNetwork, where: string): void {
  const { nodes, links, cut = [] } = network
  const byId = new Map<string, CommandNode>()
  const known = (id: string, place: string): void => {
    if (byId.has(id)) return
    throw new OpendomeError(
      'unknown',
      `node ${id}: expected one of ${[...byId.keys()].join(', ') || 'none'}`,
      {
        where: place,
      },
    )
  }
  const refuse = (text: string, place: string, hint?: string): never => {
    throw new OpendomeError('invalid', text, { where: place, hint })
  }
  nodes.forEach((node, k) => {
    if (byId.has(node.id)) refuse(`node ${node.id}: stands twice`, `${where}.nodes.${k}.id`)
    byId.set(node.id, node)
  })
  nodes.forEach((node, k) => {
    const place = `${where}.nodes.${k}.reportsTo`
    const seen = [node.id]
    for (let up = node.reportsTo; up !== undefined; up = byId.get(up)!.reportsTo) {
      known(up, place)
      if (seen.includes(up))
        refuse(`loop of reports ${[...seen, up].join(' → ')}`, place, 'let one of them report to nobody')
      seen.push(up)
    }
  })
  links.forEach((link, k) => {
    const place = `${where}.links.${k}`
    const [a, b] = link.between
    known(a, `${place}.between.0`)
    known(b, `${place}.between.1`)
    if (a === b) refuse(`link from ${a} to itself`, `${place}.between`)
    const twin = links.findIndex(({ between: [c, d] }) => (a === c && b === d) || (a === d && b === c))
    if (twin !== k) refuse(`link between ${a} and ${b}: stands twice`, `${place}.between`)
    checkDelay(link.delay, `${place}.delay`)
    if (link.over !== undefined)
      for (const id of link.between)
        if (byId.get(id)!.at === undefined)
          throw new OpendomeError('missing', `at, since satellites carry its link to ${id === a ? b : a}`, {
            where: `${where}.nodes.${nodes.indexOf(byId.get(id)!)}`,
            hint: 'give the node an at: {lat_deg, lon_deg}',
          })
    if (!(link.loss >= 0 && link.loss <= 1)) refuse(`loss ${link.loss}: expected 0 to 1`, `${place}.loss`)
    if (!(link.retry >= 0 && link.retry <= 1e6))
      refuse(`retry ${link.retry} s: expected 0 to 1000000 s`, `${place}.retry`)
    if (!(Number.isInteger(link.tries) && link.tries >= 1 && link.tries <= 1000))
      refuse(`tries ${link.tries}: expected a whole number 1 to 1000`, `${place}.tries`)
    let end = -Infinity
    link.outages.forEach(([from, until], n) => {
      if (!(from >= end && until > from))
        refuse(
          `outage ${from} to ${until} s: expected in order, and after the one before`,
          `${place}.outages.${n}`,
        )
      end = until
    })
  })
  cut.forEach(({ node, from }, k) => {
    known(node, `${where}.cut.${k}.node`)
    if (Number.isNaN(from)) refuse(`from ${from} s: expected a number`, `${where}.cut.${k}.from`)
  })
}
