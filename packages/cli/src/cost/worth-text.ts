import { fixed, significant } from '../text/format.ts'
import { bullets } from '../text/wrap.ts'
import type { Costed } from './costed.ts'

type Report = Costed['report']

/** What the money buys, in sentences that name what took part. */
export function worthLines({ worth }: Report, width: number): string[] {
  if (worth === null) return []
  const took = worth.took_part.join(', ')
  const many = worth.took_part.length > 1
  const others =
    worth.others_usd_b > 0
      ? ` The other parts (USD ${fixed(worth.others_usd_b)} billion) did not take part.`
      : ''
  const stopped =
    worth.per_missile_stopped_usd_b === null
      ? worth.took_part.length === 0
        ? 'No part of this cost takes part in the raid.'
        : `${took} (USD ${fixed(worth.took_part_usd_b)} billion) ${many ? 'stop' : 'stops'} none of the missiles.`
      : `${took} (USD ${fixed(worth.took_part_usd_b)} billion) ${many ? 'stop' : 'stops'} ${fixed(worth.killed, 1)} missiles on average: USD ${significant(worth.per_missile_stopped_usd_b, 3)} billion for each.${others}`
  const readings = worth.readings
    .filter((r) => r.per_missile_stopped_usd_b !== null)
    .map(
      (r) =>
        `${r.name}: ${fixed(r.killed, 1)} stopped, USD ${significant(r.per_missile_stopped_usd_b!, 3)} billion for each`,
    )
  const { one_more_missile: more, fleet_per_missile: scale } = worth
  return bullets(
    [
      stopped,
      ...readings,
      ...(worth.shots_per_missile_stopped_usd_m === null
        ? []
        : [
            `The interceptors used up for each missile stopped cost USD ${significant(worth.shots_per_missile_stopped_usd_m, 3)} million.`,
          ]),
      ...(more === null || scale === null
        ? []
        : [
            `To engage one more missile of the same salvo in full takes ${fixed(more.interceptors)} more interceptors on orbit and USD ${significant(more.usd_b, 3)} billion over the horizon, on average over time; by the fleet's own scale (interceptors over salvo) ${fixed(scale.interceptors)} and USD ${significant(scale.usd_b, 3)} billion.`,
            ...worth.attacker.map(
              (a) =>
                `The attacker adds one for USD ${significant(a.low_usd_m, 3)} to ${significant(a.high_usd_m, 3)} million (${a.name}): the defender pays ${significant(a.exchange_low!, 2)} to ${significant(a.exchange_high!, 2)} times as much.`,
            ),
          ]),
    ],
    width,
  )
}
