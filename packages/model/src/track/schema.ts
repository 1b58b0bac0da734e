import { z } from 'zod'
import { integer, number } from '../core/index.ts'

/** How reports become tracks, and when a track is good enough to aim at. */
export const trackingSchema = z.strictObject({
  association: z
    .enum(['gnn', 'jpda'])
    .describe(
      'gnn: each report belongs to one track, least total distance; jpda: close tracks share reports by probability',
    )
    .default('gnn'),
  gate_probability: number(
    0.9,
    0.9999999,
    'Chance that the report of a tracked object lies within its gate',
  ).default(0.9999),
  confirm_hits: integer(1, 100, 'Updates that confirm a new track').default(3),
  confirm_window_s: number(0.1, 3600, 'Time within which they must come, else it is deleted').default(10),
  coast_s: number(1, 36_000, 'A track in free flight without reports for this long is lost').default(600),
  coast_thrust_s: number(1, 36_000, 'The same for a track under thrust').default(30),
  lost_position_km: number(
    0.1,
    10_000,
    'A track whose position is less certain than this (root of the trace of its covariance) is lost',
  ).default(300),
  out_of_order_window_s: number(
    0,
    600,
    'Reports up to this much older than the newest are worked in where they belong; older ones are dropped and counted',
  ).default(15),
  quality_position_m: number(
    0.1,
    1e6,
    'Fire-control quality: position, root of the trace of its covariance',
  ).default(500),
  quality_velocity_m_s: number(
    0.01,
    1e5,
    'Fire-control quality: velocity, root of the trace of its covariance',
  ).default(100),
  start_altitude_km: number(
    0,
    200,
    'Height at which a single sight without range is taken to meet its object',
  ).default(12),
  start_altitude_sigma_km: number(0.1, 200, 'Standard deviation of that height').default(8),
  pair_window_s: number(
    0,
    60,
    'Sights of two sensors at most this far apart in time may start a track',
  ).default(1),
  steering_g: number(
    0,
    10,
    'Acceleration that a boost model lacks, across and along the path, correlated over 1 s',
  ).default(0.05),
  thrust_change_g: number(0, 20, 'Growth in 1 s of the uncertainty of acceleration between stagings').default(
    0.15,
  ),
  staging_change_g: number(0, 50, 'The same at a staging').default(3),
  boost_sojourn_s: number(1, 10_000, 'Mean time under thrust, for the chance that thrust ends').default(120),
  stage_sojourn_s: number(1, 10_000, 'Mean time to a staging, for its chance in a second').default(120),
  ballistic_coefficient_kg_m2: number(
    50,
    100_000,
    'Mass / (drag coefficient × area) of what flies on after burnout: that of the catalog’s generic reentry vehicles',
  ).default(10_000),
  ballistic_coefficient_sigma: number(
    0,
    0.9,
    'Relative standard deviation of that: the catalog’s range of 7,000 to 12,200 taken for four of five',
  ).default(0.2),
  free_flight_noise_g: number(0, 1, 'Acceleration that free flight lacks, correlated over 1 s').default(2e-5),
})

/** How uncertain a booster template is: what is not known of a vehicle whose kind is known. */
export const templateSchema = z.strictObject({
  burn_time_sigma: number(0, 0.5, 'Relative standard deviation of the burn time').default(0.05),
  acceleration_sigma: number(0, 0.5, 'Relative standard deviation of the acceleration').default(0.05),
})
