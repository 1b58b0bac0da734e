import { OpendomeError } from '../core/index.ts'
import type { Shell } from '../orbit/index.ts'
import { ConsentDraws, type Authority } from './authority.ts'
import { delayOf } from './delay.ts'
import { CommandLinks, type CommandNetwork } from './network.ts'
import { ShellRelay, type NodePlace } from './relay.ts'
import type { Command } from './timeline.ts'

/** The authority of a scenario's command, as the consent draws take it. */
export function authorityOf(written: NonNullable<Command['authority']>): Authority {
  return {
    parties: written.parties.map(({ id, decision, consents }) => ({
      id,
      decision: delayOf(decision),
      consents,
    })),
    ask: written.ask,
    need: written.need,
    order: written.order,
    delegatedAfter: written.delegatedAfter,
  }
}

/** The network of a scenario's command, as the links take it. */
export function networkOf(written: NonNullable<Command['network']>): CommandNetwork {
  return {
    nodes: written.nodes,
    links: written.links.map(({ between, delay, outages, ...link }) => ({
      ...link,
      between: [between[0]!, between[1]!],
      delay: delayOf(delay),
      outages: outages.map(({ from, until = Infinity }) => [from, until] as const),
    })),
    cut: written.cut,
  }
}

/** The part of a layer that the release clock reads. */
export interface CommandedLayer {
  readonly id?: string
  /** Its satellites, which may carry links. */
  readonly shell?: Shell
  readonly node?: string | undefined
  readonly ownPictureDelay?: number | undefined
}

/** When a layer may fire at a missile, s since the start of the raid. */
export interface Release {
  /** Order at the layer; undefined: never. */
  readonly at: number | undefined
  /** Node that decides: what it does not order itself it does not know of. */
  readonly decider: string
  /** Why never: nobody who may decide has a picture, or consent does not come. */
  readonly why?: 'no-picture' | 'refused'
}

/** The links of a network, with the satellites of the layers that carry some. */
function linksOf(
  network: CommandNetwork,
  layers: readonly CommandedLayer[],
  seed: number,
  epochAngle: number,
): CommandLinks {
  const placeOf = (id: string): NodePlace => network.nodes.find((n) => n.id === id)!.at!
  const relays = network.links.map(({ between: [a, b], over }) => {
    if (over === undefined) return undefined
    const shell = layers.find((l) => l.id === over.layer)?.shell
    if (shell === undefined)
      throw new OpendomeError('unknown', `layer ${over.layer}: expected one with satellites to carry a link`)
    return new ShellRelay(shell, over, [placeOf(a), placeOf(b)], epochAngle)
  })
  return new CommandLinks(network, seed, relays)
}

/** Name of the one decider where the scenario has no network. */
export const ONE_COMMAND = 'command'

/**
 * From firing solutions to orders at the layers: the picture travels to the node that decides, the decision takes its time, the consent has to be
 * there, the order travels to the layer. A layer cut off from every superior decides for itself on its own picture. Consent that is asked once for the
 * raid is asked when the first solution stands.
 *
 * What one message meets depends on seed, run, link and missile alone.
 */
export class ReleaseClock {
  readonly #command: Command
  readonly #layers: readonly CommandedLayer[]
  readonly #links: CommandLinks | undefined
  readonly #consent: ConsentDraws | undefined
  #run = 0
  #firstSolution = 0

  /** `epochAngle`: sidereal angle at the epoch, rad. Throws as `checkNetwork` and `checkAuthority`, and `unknown` for a link over a layer without satellites. */
  constructor(command: Command, layers: readonly CommandedLayer[], seed: number, epochAngle: number) {
    this.#command = command
    this.#layers = layers
    this.#links = command.network && linksOf(networkOf(command.network), layers, seed, epochAngle)
    this.#consent = command.authority && new ConsentDraws(authorityOf(command.authority), seed)
  }

  /** Does every run have the same clock: solution + decision time? */
  get isFixed(): boolean {
    return this.#links === undefined && this.#consent === undefined
  }

  /** A new run, whose raid starts `start` s after the epoch, and in which its first firing solution stands at `firstSolution`. */
  begin(run: number, firstSolution: number, start: number): void {
    this.#links?.begin(start)
    this.#run = run
    this.#firstSolution = firstSolution
  }

  /** `solution`: when it stands where the sensors' picture comes together; `ownView`: when the target comes into the layer's own view. */
  release(layer: number, missile: number, solution: number, ownView: number): Release {
    const { decisionTime, mode, network } = this.#command
    const { node, ownPictureDelay } = this.#layers[layer]!
    if (this.#links === undefined || network === undefined || node === undefined)
      return this.#decided(ONE_COMMAND, missile, solution, this.#firstSolution, decisionTime)
    const decider = this.#links.decider(this.#run, missile, node, solution, mode, network.patience)
    const there = this.#links.arrival(this.#run, missile, network.picture, decider, solution)
    if (there < Infinity) {
      // The first solution of the raid was on its way there as this one is.
      const first = this.#links.arrival(this.#run, missile, network.picture, decider, this.#firstSolution)
      const ordered = this.#decided(decider, missile, there, Math.min(first, there), decisionTime)
      if (ordered.at === undefined) return ordered
      const at = this.#links.arrival(this.#run, missile, decider, node, ordered.at)
      if (at < Infinity) return { at, decider }
    }
    if (ownPictureDelay === undefined) return { at: undefined, decider: node, why: 'no-picture' }
    const own = ownView + ownPictureDelay
    return this.#decided(node, missile, own, own, decisionTime)
  }

  #decided(
    decider: string,
    missile: number,
    picture: number,
    question: number,
    decisionTime: number,
  ): Release {
    const ready = picture + decisionTime
    const { authority } = this.#command
    if (this.#consent === undefined || authority === undefined) return { at: ready, decider }
    const raid = authority.per === 'raid'
    const asked = raid ? question : picture
    const { at } = this.#consent.ask(this.#run, raid ? 0 : missile + 1, this.#lag(decider, missile, asked))
    return at === undefined
      ? { at: undefined, decider, why: 'refused' }
      : { at: Math.max(ready, asked + at), decider }
  }

  /** How long a question and its answer are under way to a party. */
  #lag(decider: string, missile: number, t: number): (party: string) => number {
    const links = this.#links
    const parties = this.#command.authority!.parties
    return (id) => {
      const node = parties.find((p) => p.id === id)!.node
      if (links === undefined || node === undefined || decider === ONE_COMMAND) return 0
      const there = links.arrival(this.#run, missile, decider, node, t)
      return there === Infinity ? Infinity : links.arrival(this.#run, missile, node, decider, there) - t
    }
  }
}
