import { describe, expect, it } from 'vitest'
import { clopperPearson } from '../math/index.ts'
import { checkNetwork, CommandLinks, fastestHops, type CommandLink, type CommandNetwork } from './index.ts'

const link = (a: string, b: string, time: number, change: Partial<CommandLink> = {}): CommandLink => ({
  between: [a, b],
  delay: { kind: 'fixed', time },
  loss: 0,
  retry: 1,
  tries: 5,
  outages: [],
  ...change,
})
const CHAIN: CommandNetwork = {
  nodes: [
    { id: 'norad', level: 'national' },
    { id: 'west', level: 'regional', reportsTo: 'norad' },
    { id: 'battery', level: 'local', reportsTo: 'west' },
  ],
  links: [link('norad', 'west', 2), link('west', 'battery', 1)],
}
const links = (change: Partial<CommandNetwork> = {}): CommandLinks =>
  new CommandLinks({ ...CHAIN, ...change }, 5)

describe('messages', () => {
  it('arrive over the way that is fastest, both ways alike, and never where none leads', () => {
    expect(links().arrival(0, 0, 'battery', 'norad', 10)).toBe(13)
    expect(links().arrival(0, 0, 'norad', 'battery', 10)).toBe(13)
    const direct = [...CHAIN.links, link('norad', 'battery', 2.5)]
    expect(links({ links: direct }).arrival(0, 0, 'battery', 'norad', 10)).toBe(12.5)
    expect(links({ links: [CHAIN.links[0]!] }).arrival(0, 0, 'battery', 'norad', 10)).toBe(Infinity)
    expect(links().arrival(0, 0, 'west', 'west', 10)).toBe(10)
    expect(() => links().arrival(0, 0, 'east', 'west', 0)).toThrow(
      'unknown node east: expected one of norad, west, battery',
    )
  })

  it('wait for the end of an outage, or go round it', () => {
    const out = link('west', 'norad', 2, {
      outages: [
        [5, 8],
        [8, 20],
        [30, Infinity],
      ],
    })
    const waiting = links({ links: [out, CHAIN.links[1]!] })
    expect(waiting.arrival(0, 0, 'battery', 'norad', 0)).toBe(3)
    expect(waiting.arrival(0, 0, 'battery', 'norad', 4)).toBe(22)
    expect(waiting.arrival(0, 0, 'battery', 'norad', 19)).toBe(22)
    expect(waiting.arrival(0, 0, 'battery', 'norad', 29)).toBe(Infinity)
    const round = links({ links: [out, CHAIN.links[1]!, link('norad', 'battery', 9)] })
    expect(round.arrival(0, 0, 'battery', 'norad', 4)).toBe(13)
  })

  it('do not reach, leave or pass a node that is cut', () => {
    const cut = (node: string, from: number): CommandLinks => links({ cut: [{ node, from }] })
    expect(cut('west', 11.5).arrival(0, 0, 'battery', 'norad', 10)).toBe(13)
    expect(cut('west', 11).arrival(0, 0, 'battery', 'norad', 10)).toBe(Infinity)
    expect(cut('norad', 13).arrival(0, 0, 'battery', 'norad', 10)).toBe(Infinity)
    expect(cut('battery', 10).arrival(0, 0, 'battery', 'norad', 10)).toBe(Infinity)
  })

  it('are lost and tried again as often as the chance says', () => {
    const runs = 4000
    const lossy = links({ links: [link('norad', 'west', 2, { loss: 0.4, retry: 3, tries: 3 })] })
    const counts = new Map<number, number>()
    for (let message = 0; message < runs; message += 1) {
      const at = lossy.arrival(1, message, 'norad', 'west', 0)
      counts.set(at, (counts.get(at) ?? 0) + 1)
    }
    for (const [at, expected] of [
      [2, 0.6],
      [5, 0.24],
      [8, 0.096],
      [Infinity, 0.064],
    ] as const) {
      const { low, high } = clopperPearson(counts.get(at) ?? 0, runs, 0.999)
      expect(expected).toBeGreaterThanOrEqual(low)
      expect(expected).toBeLessThanOrEqual(high)
    }
    expect(counts.size).toBe(4)
  })

  it('meet the same luck on a link whatever else there is, and sent later never arrive earlier', () => {
    const random = link('norad', 'west', 0, {
      delay: { kind: 'exponential', least: 1, mean: 4 },
      loss: 0.3,
      outages: [[3, 6]],
    })
    const few = links({ links: [random] })
    const more = links({ links: [link('west', 'battery', 50), random] })
    for (let message = 0; message < 50; message += 1) {
      const at = few.arrival(2, message, 'norad', 'west', 0)
      expect(more.arrival(2, message, 'west', 'norad', 0)).toBe(at)
      let before = at
      for (let t = 0.5; t < 10; t += 0.5) {
        const later = few.arrival(2, message, 'norad', 'west', t)
        expect(later).toBeGreaterThanOrEqual(before)
        before = later
      }
    }
  })
})

describe('who decides', () => {
  it('is the highest node that the mode asks for and that answers in time', () => {
    expect(links().decider(0, 0, 'battery', 0, 'central', 10)).toBe('norad')
    expect(links().decider(0, 0, 'battery', 0, 'regional', 10)).toBe('west')
    expect(links().decider(0, 0, 'battery', 0, 'local', 10)).toBe('battery')
    // There and back takes 6 s to the top, 2 s to the region.
    expect(links().decider(0, 0, 'battery', 0, 'central', 5)).toBe('west')
    expect(links().decider(0, 0, 'battery', 0, 'central', 1)).toBe('battery')
  })

  it('is the node itself, on its own picture, once it is cut off', () => {
    const cut = links({ cut: [{ node: 'norad', from: 100 }] })
    expect(cut.decider(0, 0, 'battery', 0, 'central', 10)).toBe('norad')
    expect(cut.decider(0, 0, 'battery', 100, 'central', 10)).toBe('west')
    const alone = links({ cut: [{ node: 'west', from: 50 }] })
    expect(alone.decider(0, 0, 'battery', 60, 'central', 1000)).toBe('battery')
  })
})

describe('a network at the door', () => {
  it.each([
    [
      {
        nodes: [
          { id: 'a', level: 'local', reportsTo: 'b' },
          { id: 'b', level: 'regional', reportsTo: 'a' },
        ],
        links: [],
      },
      'invalid loop of reports a → b → a',
      'nodes.0.reportsTo',
    ],
    [
      { nodes: [{ id: 'a', level: 'local', reportsTo: 'a' }], links: [] },
      'invalid loop of reports a → a',
      'nodes.0.reportsTo',
    ],
    [
      { nodes: [{ id: 'a', level: 'local', reportsTo: 'x' }], links: [] },
      'unknown node x: expected one of a',
      'nodes.0.reportsTo',
    ],
    [
      {
        nodes: [
          { id: 'a', level: 'local' },
          { id: 'a', level: 'local' },
        ],
        links: [],
      },
      'invalid node a: stands twice',
      'nodes.1.id',
    ],
    [
      { links: [link('norad', 'east', 1)] },
      'unknown node east: expected one of norad, west, battery',
      'links.0.between.1',
    ],
    [{ links: [link('west', 'west', 1)] }, 'invalid link from west to itself', 'links.0.between'],
    [
      { links: [link('west', 'norad', 1), link('norad', 'west', 2)] },
      'invalid link between norad and west: stands twice',
      'links.1.between',
    ],
    [{ links: [link('west', 'norad', -1)] }, 'invalid time -1 s', 'links.0.delay.time'],
    [
      { links: [link('west', 'norad', 1, { loss: 1.1 })] },
      'invalid loss 1.1: expected 0 to 1',
      'links.0.loss',
    ],
    [{ links: [link('west', 'norad', 1, { retry: NaN })] }, 'invalid retry NaN s', 'links.0.retry'],
    [
      { links: [link('west', 'norad', 1, { tries: 0 })] },
      'invalid tries 0: expected a whole number 1 to 1000',
      'links.0.tries',
    ],
    [
      {
        links: [
          link('west', 'norad', 1, {
            outages: [
              [5, 9],
              [8, 10],
            ],
          }),
        ],
      },
      'invalid outage 8 to 10 s: expected in order',
      'links.0.outages.1',
    ],
    [{ cut: [{ node: 'east', from: 0 }] }, 'unknown node east', 'cut.0.node'],
    [{ cut: [{ node: 'west', from: NaN }] }, 'invalid from NaN s', 'cut.0.from'],
  ] as [Partial<CommandNetwork>, string, string][])(
    'is refused with place and reason (%#)',
    (change, message, where) => {
      let error: unknown
      try {
        checkNetwork({ ...CHAIN, ...change }, 'command.network')
      } catch (caught) {
        error = caught
      }
      expect(error).toMatchObject({ where: `command.network.${where}` })
      expect((error as Error).message).toContain(message)
    },
  )
})

describe('hops between satellites', () => {
  const EARTH = 6_378_137
  const C = 299_792_458
  /** Satellites on a circle of radius r, evenly. */
  const circle = (count: number, r: number): Float64Array =>
    Float64Array.from({ length: 3 * count }, (_, k) => {
      const angle = (2 * Math.PI * Math.floor(k / 3)) / count
      return k % 3 === 0 ? r * Math.cos(angle) : k % 3 === 1 ? r * Math.sin(angle) : 0
    })

  it('go round the ring, each at the speed of light and with its own time', () => {
    const r = EARTH + 1e6
    const side = 2 * r * Math.sin(Math.PI / 12)
    const found = fastestHops(circle(12, r), 0, 4, 1.1 * side, EARTH, 0.01)!
    expect(found.way).toEqual([0, 1, 2, 3, 4])
    expect(found.delay).toBeCloseTo(4 * (side / C + 0.01), 12)
  })

  it('skip satellites where range and the Earth let them', () => {
    const r = EARTH + 1e6
    // Two steps of the ring span 60°, whose chord passes 6390 km from the centre: it just clears the Earth.
    expect(fastestHops(circle(12, r), 0, 4, 1e8, EARTH, 0.01)!.way).toEqual([0, 2, 4])
    expect(fastestHops(circle(12, r), 0, 4, 1e8, EARTH + 50e3, 0.01)!.way).toHaveLength(5)
  })

  it('go the other way round past a node that is cut, and nowhere past two', () => {
    const r = EARTH + 1e6
    const side = 2 * r * Math.sin(Math.PI / 12)
    const to = (down: number[]): readonly number[] | undefined =>
      fastestHops(circle(12, r), 0, 4, 1.1 * side, EARTH, 0.01, new Set(down))?.way
    expect(to([2])).toEqual([0, 11, 10, 9, 8, 7, 6, 5, 4])
    expect(to([2, 7])).toBeUndefined()
    expect(to([4])).toBeUndefined()
  })

  it('are none from a node to itself, and refuse what is out of range', () => {
    expect(fastestHops(circle(3, 1e7), 1, 1, 1e8, EARTH, 1)).toEqual({ way: [1], delay: 0 })
    expect(() => fastestHops(circle(3, 1e7), 0, 3, 1e8, EARTH, 1)).toThrow('invalid sink 3: expected 0 to 2')
    expect(() => fastestHops(circle(3, 1e7), 0, 1, -1, EARTH, 1)).toThrow('invalid range -1 m')
  })
})
