import { flyReport, flyThreat } from '@opendome/model'
import { describe, expect, it } from 'vitest'
import type { FlightOrder } from '../fly/order.ts'
import { parsePlace } from '../fly/place.ts'
import { parseVehicle } from '../fly/vehicle.ts'
import { flightSvg } from './picture.ts'
import { FREE } from './style.ts'

function picture(from: string, to: string): string {
  const vehicle = parseVehicle('icbm-solid-generic')
  const order: FlightOrder = {
    vehicle,
    launch: parsePlace('--from', from),
    aim: parsePlace('--to', to),
    shape: 'minimum-energy',
    payload: undefined,
    carried: undefined,
  }
  const flown = flyThreat({ vehicle: vehicle.vehicle, launch: order.launch, aim: order.aim })
  return flightSvg(flyReport('A & B', flown, flown.launch, order.aim), order)
}

/** Longest step between neighbouring points of the ground track, px. */
function longestStep(svg: string): number {
  const map = svg.slice(svg.indexOf('Ground track'))
  const d = new RegExp(`stroke="${FREE}"[^>]*>\\s*<path[^>]* d="([^"]+)"`).exec(map)![1]!
  let longest = 0
  for (const part of d.split('M').slice(1)) {
    const points = part.split('L').map((p) => p.split(',').map(Number) as [number, number])
    points.slice(1).forEach(([x, y], i) => {
      longest = Math.max(longest, Math.hypot(x - points[i]![0], y - points[i]![1]))
    })
  }
  return longest
}

describe('flightSvg', () => {
  it.each([
    ['over 180 degrees', '-20,-170', '-30,140'],
    ['near the pole', 'sinpung-dong', 'chicago'],
    ['over the pole', '60,20', '-5,-160'],
  ])('draws an unbroken track %s, without a line across the map', (_, from, to) => {
    const longest = longestStep(picture(from, to))
    expect(longest).toBeGreaterThan(0)
    expect(longest).toBeLessThan(60)
  })

  it('escapes text and carries title, version and changed assumptions', () => {
    const svg = picture('sinpung-dong', 'chicago')
    expect(svg).toContain('<title>A &amp; B</title>')
    expect(svg).toMatch(/opendome \d+\.\d+\.\d+\. Land: Natural Earth/)
    expect(svg).toContain('Changed assumptions: none.')
    expect(svg).not.toContain('<style')
  })
})
