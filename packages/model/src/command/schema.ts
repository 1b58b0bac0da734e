import { z } from 'zod'
import { integer, number } from '../core/index.ts'

/** The clock from liftoff to release, and the salvo. */
export const commandSchema = z.strictObject({
  cloud_top_km: number(0, 30, 'Cloud tops, below which a launch is not seen (APS 2003: 7 km)').default(7),
  latency_s: number(0, 600, 'From cloud break to the report of a launch').default(5),
  solution_delay_s: number(0, 3600, 'From the report to a firing solution').default(15),
  solution_at_s: number(
    0,
    3600,
    'Firing solution this long after launch: replaces cloud top, latency and solution_delay_s',
  ).optional(),
  decision_time_s: number(
    0,
    3600,
    'From the firing solution to the release of the first interceptor',
  ).default(30),
  update_interval_s: number(
    0.1,
    600,
    'With sensors: time between updates to interceptors in flight, and between attempts to fire the shots still wanted',
  ).default(5),
  shots_per_target: integer(1, 100, 'Interceptors fired at each missile').default(2),
  allocation: z
    .enum(['rounds', 'greedy'])
    .describe(
      'rounds: every missile gets its first shot before any gets a second; greedy: one missile after the other',
    )
    .default('rounds'),
})
