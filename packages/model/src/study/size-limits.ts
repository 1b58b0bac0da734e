import { flyOutReach } from '../engage/index.ts'
import type { Prepared } from './prepare.ts'
import type { SizeStudy } from './size-study.ts'

/** Fly-outs from here on are off by about 1.5 % of reach, s. */
const LONG_FLY_OUT = 200

/** What a reader has to know about the numbers of a size study, one sentence each. */
export function sizeLimits(study: Omit<SizeStudy, 'limits'>, prepared: Prepared): string[] {
  const { scenario, layers, launches } = study
  const limits = [
    'In reach counts who can be at the boost path in time, not who hits; each launch point is counted alone.',
    'Detection and tracking are stated delays, not sensors; every launch is seen.',
    'Missiles that start within seconds of each other share what is in reach: salvo times shots are needed at once.',
  ]
  const others = scenario.layers.filter((l) => l.layer !== 'boost').map((l) => l.id)
  if (others.length > 0) limits.push(`Only layers in boost are counted, not ${others.join(', ')}.`)
  if (layers.some((l) => l.availability < 1))
    limits.push(
      'Satellites fail by chance: the minimum is that of the full fleet, the other figures count failures.',
    )
  for (const { id, windows } of launches)
    layers.forEach((layer, k) => {
      const window = windows[k]
      if (window === undefined) limits.push(`Layer ${layer.id} has no time left against ${id}.`)
      else if (window.deadline - window.release > LONG_FLY_OUT) {
        const { deltaV, acceleration } = layer.interceptor
        const reach = flyOutReach(deltaV, acceleration, window.deadline - window.release) / 1000
        limits.push(
          `Reach of ${reach.toFixed(0)} km against ${id} is good to about 2 % only: a long fly-out.`,
        )
      }
    })
  scenario.threats.forEach((t, i) => {
    for (const n of prepared.flights[i]!.notes) limits.push(`Threat ${t.id}: ${n}.`)
  })
  return [...limits, ...scenario.notModelled.map((n) => `Not modelled: ${n}`)]
}
