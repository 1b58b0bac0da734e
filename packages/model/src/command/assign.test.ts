import { describe, expect, it } from 'vitest'
import { assignFire, FIRE_SOLVERS, type FireDecision, type FireMethod, type FireOption } from './assign.ts'

const METHODS = Object.keys(FIRE_SOLVERS) as FireMethod[]

const option = (carrier: number, kill: number, intercept = 100, latest = 50): FireOption => ({
  carrier,
  kill,
  intercept,
  latest,
  margin: 0,
})

const decision = (change: Partial<FireDecision>): FireDecision => ({
  now: 0,
  options: [[option(7, 0.5), option(3, 0.8, 90)], [option(7, 0.6)]],
  values: [1, 1],
  most: [2, 2],
  stock: () => 1,
  ...change,
})

describe.each(METHODS)('orders of one decision (%s)', (method) => {
  const brief = (d: FireDecision): string =>
    assignFire(d, method)
      .orders.map((o) => `${o.missile}<${o.carrier}@${o.intercept}`)
      .join(' ')

  it('come by intercept, one a shot, with the carriers of the options', () => {
    expect(brief(decision({}))).toBe('0<3@90 1<7@100')
  })

  it('leave out whose last release has passed, though not whose has just come', () => {
    const options = [[option(1, 0.9, 100, 10), option(2, 0.5, 120, 30)]]
    expect(brief(decision({ options, values: [1], most: [1], now: 10 }))).toBe('0<1@100')
    expect(brief(decision({ options, values: [1], most: [1], now: 10.001 }))).toBe('0<2@120')
    expect(brief(decision({ options, values: [1], most: [1], now: 31 }))).toBe('')
  })

  it('keep the reserve for later waves', () => {
    const options = [[option(4, 0.5)]]
    const held = { options, values: [1], most: [9], stock: () => 3 }
    expect(assignFire(decision({ ...held, reserve: () => 2 }), method).orders).toHaveLength(1)
    expect(assignFire(decision({ ...held, reserve: () => 4 }), method).orders).toHaveLength(0)
    // Shots take 0.5, 0.25, 0.125 of it.
    expect(assignFire(decision({ ...held, price: () => 0.2 }), method).orders).toHaveLength(2)
  })

  it('refuse what is below zero or stands twice, with its place', () => {
    const refused = (change: Partial<FireDecision>): unknown => {
      try {
        return assignFire(decision(change), method)
      } catch (error) {
        return error
      }
    }
    expect(refused({ stock: () => -1 })).toMatchObject({
      message: 'invalid stock -1: expected a whole number, 0 or more',
      where: 'carrier 3',
    })
    expect(refused({ reserve: () => -2 })).toMatchObject({
      message: 'invalid reserve -2: expected a whole number, 0 or more',
    })
    expect(refused({ options: [[option(1, 0.5), option(1, 0.5)], []] })).toMatchObject({
      message: 'invalid options: carrier 1 twice, expected once',
      where: 'missile 0',
    })
  })
})
