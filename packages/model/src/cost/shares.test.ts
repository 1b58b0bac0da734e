import { describe, expect, it } from 'vitest'
import { payments, type ShareRequest } from './index.ts'
import { plan } from './fixture.ts'

const { partners } = plan([])
const parts = [
  { part: 'space', usd: 70 },
  { part: 'radar', usd: 30 },
]
const pay = (request: ShareRequest): number[] => payments(request, partners, parts).map((p) => p.usd)
const both = [{ id: 'united-states' }, { id: 'canada' }]

describe('payments', () => {
  it.each([
    ['gdp', [90, 10]],
    ['population', [80, 20]],
    ['defended-area', [50, 50]],
    ['norad', [60, 40]],
  ] as const)('shares by %s', (rule, expected) => {
    pay({ rule, partners: both }).forEach((usd, i) => expect(usd).toBeCloseTo(expected[i]!, 12))
  })

  it('lets the first partner pay what fixed sums and named parts leave', () => {
    expect(pay({ rule: 'fixed-sum', partners: [both[0]!, { id: 'canada', fixed: 25 }] })).toEqual([75, 25])
    expect(pay({ rule: 'by-part', partners: [both[0]!, { id: 'canada', pays: ['radar'] }] })).toEqual([
      70, 30,
    ])
    expect(pay({ rule: 'fixed-sum', partners: [both[0]!] })).toEqual([100])
  })

  it('takes written shares that add up to 1', () => {
    const shares = (a: number, b: number): ShareRequest => ({
      rule: 'shares',
      partners: [
        { id: 'united-states', share: a },
        { id: 'canada', share: b },
      ],
    })
    expect(pay(shares(0.75, 0.25))).toEqual([75, 25])
    expect(() => pay(shares(0.6, 0.3))).toThrow('invalid cost.shares: the shares add up to 0.9, expected 1')
  })

  it('counts hosted assets at cost and takes them off the cash', () => {
    const [, canada] = payments(
      { rule: 'norad', partners: [both[0]!, { id: 'canada', hosts: ['radar'] }] },
      partners,
      parts,
    )
    expect(canada).toEqual({ partner: 'canada', usd: 40, share: 0.4, inKind: 30, cash: 10 })
  })

  it('refuses what does not work out', () => {
    expect(() => pay({ rule: 'fixed-sum', partners: [both[0]!, { id: 'canada', fixed: 125 }] })).toThrow(
      "infeasible cost.shares: the partners' sums exceed the total",
    )
    expect(() => pay({ rule: 'fixed-sum', partners: both })).toThrow(
      'missing field cost.shares.partners.canada.fixed_usd_b',
    )
    expect(() => pay({ rule: 'by-part', partners: [both[0]!, { id: 'canada', pays: ['sonar'] }] })).toThrow(
      'unknown item sonar',
    )
    expect(() =>
      pay({
        rule: 'by-part',
        partners: [
          { id: 'united-states', pays: ['radar'] },
          { id: 'canada', pays: ['radar'] },
        ],
      }),
    ).toThrow('two partners name item radar')
    const nobody = [{ id: 'canada', name: 'Canada', defendedArea: 0 }]
    expect(() => payments({ rule: 'defended-area', partners: [{ id: 'canada' }] }, nobody, parts)).toThrow(
      'infeasible cost.shares: no partner has a weight',
    )
    expect(() => payments({ rule: 'gdp', partners: [{ id: 'canada' }] }, nobody, parts)).toThrow(
      'missing gdp of partner canada',
    )
  })
})
