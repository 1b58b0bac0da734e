import type { Prepared } from '@opendome/model'
import type { EventRow } from '../store/shard.ts'

const DEG = 180 / Math.PI

/** The events of runs `from` to `to` − 1, in order. */
export function eventRows(prepared: Prepared, from: number, to: number): EventRow[] {
  const rows: EventRow[] = []
  for (let run = from; run < to; run++) {
    for (const e of prepared.battle.run(run, true).events)
      rows.push({
        run,
        t_s: e.t,
        kind: e.kind,
        missile: e.missile,
        object: e.object,
        layer: e.layer,
        interceptor: e.interceptor,
        lat_deg: e.lat * DEG,
        lon_deg: e.lon * DEG,
        altitude_km: e.altitude / 1000,
      })
  }
  return rows
}
