import { z } from 'zod'
import { idSchema, integer, number } from '../core/index.ts'

const LONGEST_S = 1e6

/** A time that takes as long as it takes. */
const delaySchema = z
  .union([
    z.strictObject({ fixed_s: number(0, LONGEST_S, 'Always this long') }),
    z.strictObject({
      low_s: number(0, LONGEST_S, 'At least'),
      high_s: number(0, LONGEST_S, 'At most, all between alike'),
    }),
    z.strictObject({
      low_s: number(0, LONGEST_S, 'At least'),
      mode_s: number(0, LONGEST_S, 'Most likely'),
      high_s: number(0, LONGEST_S, 'At most'),
    }),
    z.strictObject({
      least_s: number(0, LONGEST_S, 'At least'),
      mean_s: number(0, LONGEST_S, 'Mean of the exponential time that comes on top'),
    }),
    z.strictObject({
      median_s: number(0, LONGEST_S, 'Half are below'),
      p95_s: number(0, LONGEST_S, '95 % are below (lognormal)'),
    }),
  ])
  .describe(
    'A time: {fixed_s}, uniform {low_s, high_s}, triangular {low_s, mode_s, high_s}, exponential {least_s, mean_s} or lognormal {median_s, p95_s}',
  )

/** Who has to say yes before the first shot, and how long that takes. */
const authoritySchema = z.strictObject({
  parties: z
    .array(
      z.strictObject({
        id: idSchema,
        decision: delaySchema,
        consents: number(0, 1, 'Chance that it says yes at all').default(1),
        node: idSchema
          .describe('Where it sits: questions and answers travel over the links from there')
          .optional(),
      }),
    )
    .min(1)
    .max(50)
    .describe('Nations or persons that may say yes'),
  ask: z
    .array(idSchema)
    .max(50)
    .describe('Parties that are asked; an empty list: nobody, no person is in the loop'),
  need: z
    .enum(['one', 'all'])
    .describe('A yes of one of them, or of all (NORAD: both nations)')
    .default('all'),
  order: z
    .enum(['together', 'in-turn'])
    .describe('All are asked at once, or each when the one before has answered')
    .default('together'),
  delegated_after_s: number(
    0,
    LONGEST_S,
    'Standing rule: without an answer after this time fire is free; a no before stands',
  ).optional(),
  per: z
    .enum(['raid', 'missile'])
    .describe('One question for the raid, or one for each missile')
    .default('raid'),
})

/** Places of command, the links between them, and what is cut. */
const networkSchema = z.strictObject({
  nodes: z
    .array(
      z.strictObject({
        id: idSchema,
        level: z.enum(['national', 'regional', 'local']).describe('Level of command'),
        reports_to: idSchema.describe('The node above it').optional(),
        at: z
          .strictObject({
            lat_deg: number(-90, 90, 'Geodetic latitude'),
            lon_deg: number(-180, 180, 'Longitude, east positive'),
          })
          .describe('Where it stands; needed by links that satellites carry')
          .optional(),
      }),
    )
    .min(1)
    .max(500)
    .describe('Places of command'),
  links: z
    .array(
      z.strictObject({
        between: z.array(idSchema).length(2).describe('Two nodes, both directions alike'),
        delay: delaySchema,
        loss: number(0, 1, 'Chance that a message is lost and sent again').default(0),
        retry_s: number(0, LONGEST_S, 'Time after which a lost message is sent again').default(5),
        tries: integer(1, 1000, 'Most tries').default(10),
        outages: z
          .array(
            z.strictObject({
              from_s: number(0, LONGEST_S, 'Begin, after the start of the raid'),
              until_s: number(0, LONGEST_S, 'End; without it for good').optional(),
            }),
          )
          .max(100)
          .describe('When nothing passes, in order')
          .default([]),
        over: z
          .strictObject({
            layer: idSchema.describe('Space layer of `interceptors` whose satellites carry the link'),
            range_km: number(
              1,
              100_000,
              'Longest hop, between satellites and to the ground (assumption: of the order of the laser links of the largest constellations)',
            ).default(5000),
            clear_km: number(
              0,
              1000,
              'The line between two satellites stays this high above the radius 6378.137 km',
            ).default(80),
            per_hop_s: number(0, 60, 'Time in each satellite, and in the ground station at the end').default(
              0,
            ),
            min_elevation_deg: number(0, 89, 'Lowest elevation of a satellite over a ground station').default(
              10,
            ),
          })
          .describe(
            'Carried by satellites: the fastest way over them at the time, at the speed of light, comes on top of `delay`; a message waits up to an hour for a way',
          )
          .optional(),
      }),
    )
    .max(2000)
    .describe('Ways for messages')
    .default([]),
  cut: z
    .array(
      z.strictObject({
        node: idSchema,
        from_s: number(0, LONGEST_S, 'From then on no message enters or leaves it').default(0),
      }),
    )
    .max(500)
    .describe('Nodes that are out')
    .default([]),
  picture: idSchema.describe('Node at which what the sensors see comes together'),
  patience_s: number(
    0,
    LONGEST_S,
    'A node whose superior does not answer within this time, there and back, turns to the next below, at last to itself',
  ).default(10),
})

/** What the engagement of one layer does on command's behalf: part of each entry of `interceptors`. */
export const layerCommandFields = {
  doctrine: z
    .strictObject({
      salvo: integer(1, 100, 'Interceptors that leave together; default command.shots_per_target').optional(),
      salvos_per_look: integer(
        1,
        100,
        'Salvos between two looks: 1 shoot-look-shoot, 2 shoot-shoot-look; without it the layer never looks',
      ).optional(),
      spacing_s: number(0, 3600, 'Between the salvos of one look').default(10),
      most: integer(
        1,
        1000,
        'Most interceptors of the layer at one target; default one salvo, with looks two rounds of salvos',
      ).optional(),
      assessment_delay_s: number(0, 3600, 'From an intercept to the knowledge what came of it').default(30),
      false_kill: number(0, 1, 'Chance that a look calls a living target killed').default(0),
      missed_kill: number(0, 1, 'Chance that a look calls a dead target alive').default(0),
      empty_at_last: z
        .boolean()
        .describe('Where no look comes in time any more, fire at once what is left of `most`')
        .default(true),
      hold_for: number(
        0,
        1,
        'Hold fire where a later layer with interceptors to spare stops the target with at least this chance',
      ).optional(),
      reserve: integer(0, 1_000_000, 'Interceptors that stay for later waves').default(0),
    })
    .describe('How the layer fires at one target')
    .optional(),
  node: idSchema
    .describe('Node of command.network at which its orders arrive; without it they arrive at once')
    .optional(),
  own_picture_delay_s: number(
    0,
    LONGEST_S,
    'Cut off from every superior it fights on its own sensors, which have a firing solution this long after the target is in its view; without it it does not fight then',
  ).optional(),
  common_mode: z
    .strictObject({
      per: z
        .enum(['missile', 'raid', 'layer', 'lot'])
        .describe(
          'What one draw of p_common holds for: a missile, the raid, the layer, or a lot of interceptors',
        )
        .default('missile'),
      lot_size: integer(1, 1_000_000, 'Interceptors in a lot').default(10),
    })
    .describe('Failures in common')
    .prefault({}),
}

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
  midcourse_solution_s: number(
    0,
    3600,
    'From burnout, or from the release of an object, to a firing solution for the layers behind the first',
  ).default(60),
  threat_threshold: number(
    0,
    1,
    'The layers behind the first engage what is a warhead and lands in a defended area with at least this chance; 0: everything',
  ).default(0.01),
  impact_sigma_km: number(
    0.01,
    1000,
    'By stated delays: standard deviation of a predicted impact, north and east',
  ).default(10),
  prediction_sigma_km: number(
    0.001,
    1000,
    'By stated delays: standard deviation of the predicted target at handover to the seeker, each axis; acts on interceptors with lethality',
  ).default(1),
  discrimination: z
    .strictObject({
      decoy_as_warhead: number(0, 1, 'Chance that a decoy is called a warhead').default(1),
      warhead_as_decoy: number(0, 1, 'Chance that a warhead is called a decoy').default(0),
      improved_by: z
        .array(
          z.strictObject({
            sensor: idSchema.describe('A sensor of the scenario'),
            decoy_as_warhead: number(0, 1, 'The same chance for what it has reported'),
            warhead_as_decoy: number(0, 1, 'The same chance for what it has reported'),
          }),
        )
        .max(100)
        .describe(
          'Sensors that tell them apart better: what one has reported is called by the smaller chances',
        )
        .default([]),
    })
    .describe('How well warheads and decoys are told apart')
    .prefault({}),
  assignment: z
    .enum(['marginal-return', 'linear', 'optimal'])
    .describe(
      'How shots are assigned at each decision of the layers behind the first: shot by shot, one shot a target by linear assignment, or branch and bound',
    )
    .default('marginal-return'),
  mode: z
    .enum(['central', 'regional', 'local'])
    .describe('How high decisions are taken where the links allow it')
    .default('central'),
  network: networkSchema.describe('Places of command and the links between them').optional(),
  authority: authoritySchema.describe('Whose consent it takes to fire').optional(),
})
