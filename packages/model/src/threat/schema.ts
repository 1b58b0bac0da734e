import { z } from 'zod'
import { idSchema, integer, number } from '../core/index.ts'

const stageSchema = z
  .strictObject({
    propellant_kg: number(1, 5e6, 'Propellant of the stage'),
    dry_kg: number(0, 1e6, 'Mass of the stage without propellant, dropped at its burnout'),
    isp_vac_s: number(100, 600, 'Specific impulse in vacuum'),
    isp_sl_s: number(50, 600, 'Specific impulse at sea level; gives the exit area').optional(),
    exit_area_m2: number(0, 100, 'Nozzle exit area; instead of isp_sl_s').optional(),
    burn_time_s: number(1, 1000, 'Burn time at constant mass flow').optional(),
    thrust_kn: number(0.1, 1e6, 'Vacuum thrust; instead of burn_time_s').optional(),
    diameter_m: number(0.1, 20, 'Diameter, the reference of the drag coefficient'),
    plume_w_sr: number(
      0,
      1e9,
      'Largest short-wave radiant intensity of the plume, seen from space; default 0.3 W/sr per N of vacuum thrust',
    ).optional(),
    pitch_rate_deg_s: number(
      -5,
      5,
      'Linear pitch programme from ignition, if above 80 km, instead of a gravity turn; negative is down',
    ).optional(),
  })
  .refine((s) => (s.burn_time_s === undefined) !== (s.thrust_kn === undefined), {
    error: 'a stage needs exactly one of burn_time_s and thrust_kn',
  })
  .refine((s) => s.isp_sl_s === undefined || s.exit_area_m2 === undefined, {
    error: 'a stage takes isp_sl_s or exit_area_m2, not both',
  })
  .refine((s) => s.isp_sl_s === undefined || s.isp_sl_s <= s.isp_vac_s, {
    error: 'isp_sl_s is above isp_vac_s',
  })

const increasing = (xs: readonly number[]): boolean => xs.every((x, i) => i === 0 || x > (xs[i - 1] ?? x))

/** How bright a plume is at each altitude, as part of its largest: order of magnitude only (docs/sense.md). */
const PLUME_CURVE = {
  altitude_km: [0, 5, 10, 20, 30, 45, 60, 70, 80, 90, 110, 150, 300],
  factor: [0.003, 0.03, 0.2, 0.7, 1, 0.7, 0.2, 0.06, 0.04, 0.06, 0.15, 0.25, 0.25],
}

/** What sensors see of a vehicle. Bands: short 2.6 to 2.9 µm, mid 3.5 to 5 µm, long 8 to 12 µm. */
const signatureSchema = z
  .strictObject({
    plume_curve: z
      .strictObject({
        altitude_km: z
          .array(number(-1, 1000, 'Altitude'))
          .min(2)
          .max(100)
          .describe('Altitudes, increasing'),
        factor: z
          .array(number(1e-9, 10, 'Part of plume_w_sr'))
          .min(2)
          .max(100)
          .describe('Part of plume_w_sr at each, air between plume and space included'),
      })
      .refine((c) => c.altitude_km.length === c.factor.length, {
        error: 'altitude_km and factor differ in length',
      })
      .refine((c) => increasing(c.altitude_km), { error: 'altitude_km does not increase' })
      .describe('Brightness of the plume against altitude')
      .default(PLUME_CURVE),
    mid_wave_factor: number(0, 100, 'Mid-wave intensity of the plume, as part of the short-wave one').default(
      1,
    ),
    long_wave_factor: number(
      0,
      100,
      'Long-wave intensity of the plume, as part of the short-wave one',
    ).default(0.1),
    staging_s: number(0, 60, 'Length of the dip about each change of stages').default(2),
    staging_factor: number(0, 1, 'Brightness within the dip, as part of the one without').default(0.05),
    body_area_m2: number(0, 1000, 'Projected area of what flies on after burnout').default(1.5),
    body_temperature_k: number(50, 2000, 'Its temperature').default(300),
    body_emissivity: number(0, 1, 'Its emissivity').default(0.9),
    booster_cross_section_m2: number(0, 1e6, 'Radar cross-section under thrust').default(1),
    body_cross_section_m2: number(0, 1e6, 'Radar cross-section of what flies on after burnout').default(0.1),
  })
  .describe('What sensors see of it')

/** How a glide vehicle flies after its boost. Defaults are assumptions (docs/threat.md). */
const glideSchema = z
  .strictObject({
    lift_to_drag: number(0.5, 6, 'Lift-to-drag ratio of the glide'),
    ballistic_coefficient_kg_m2: number(
      500,
      50_000,
      'Mass / (drag coefficient × area) of the glide; reentry has that without lift',
    ),
    apogee_km: number(60, 300, 'Apogee of the arc on which the boost leaves it').default(110),
    bank_deg: number(1, 80, 'Largest bank').default(45),
    least_speed_m_s: number(300, 6000, 'Speed at which it dives at the latest').default(1500),
    dive_angle_deg: number(20, 85, 'Angle below the horizontal to which it dives').default(60),
    surface_temperature_k: number(
      300,
      4000,
      'Temperature of its surface in the glide and the dive; signature has that of a cold body',
    ).default(1700),
    nose_radius_m: number(0.001, 2, 'Radius of the nose, for the heat flux in the notes').default(0.034),
    most_load_g: number(1, 1000, 'Load that is remarked on when exceeded').optional(),
    most_heat_flux_w_m2: number(
      1e3,
      1e9,
      'Heat flux at the nose that is remarked on when exceeded',
    ).optional(),
  })
  .describe('A glide after the boost; left out, the payload falls')

/** A boosted missile. */
export const vehicleSchema = z.strictObject({
  payload_kg: number(1, 100_000, 'Mass carried to burnout: reentry vehicle and what it sits on'),
  thrust_termination: z.boolean().describe('Can thrust be ended before the propellant is spent?'),
  vertical_rise_s: number(
    1,
    30,
    'Time of vertical rise before the pitch-over, at least; longer where thrust hardly exceeds weight',
  ).default(5),
  drag: z
    .strictObject({
      mach: z
        .array(number(0, 50, 'Mach number'))
        .min(2)
        .max(200)
        .describe('Mach numbers, increasing'),
      cd: z
        .array(number(0, 5, 'Drag coefficient'))
        .min(2)
        .max(200)
        .describe('Drag coefficient at each'),
    })
    .refine((d) => d.mach.length === d.cd.length, { error: 'mach and cd differ in length' })
    .refine((d) => increasing(d.mach), { error: 'mach does not increase' })
    .describe('Drag coefficient against Mach number, on the diameter of the burning stage'),
  reentry: z.strictObject({
    ballistic_coefficient_kg_m2: number(
      50,
      100_000,
      'Mass / (drag coefficient × area) of the reentry vehicle',
    ),
  }),
  glide: glideSchema.optional(),
  stages: z.array(stageSchema).min(1).max(5).describe('Stages in order of burning'),
  signature: signatureSchema.prefault({}),
})

const siteSchema = z
  .union([
    z.strictObject({ site: idSchema.describe('A site of the catalog') }),
    z.strictObject({
      lat_deg: number(-90, 90, 'Geodetic latitude'),
      lon_deg: number(-180, 180, 'Longitude, east positive'),
    }),
  ])
  .describe('A place: {site: id} or {lat_deg, lon_deg}')

const headingSchema = z.enum(['north', 'south'])

const launchSchema = z
  .union([
    ...siteSchema.options,
    z.strictObject({
      orbit_km: number(
        120,
        2000,
        'Altitude of a circular orbit above 6,378.137 km, out of which it brakes at once',
      ),
      inclination_deg: number(0.1, 179.9, 'Inclination of the orbit, above the latitude of the aim'),
      heading: headingSchema.default('north').describe('Which way it flies over the aim'),
    }),
  ])
  .describe('A place, or an orbit that it is in already: {orbit_km, inclination_deg, heading}')

const trajectorySchema = z
  .union([
    z.enum(['minimum-energy', 'lofted', 'depressed']),
    z.strictObject({ apogee_km: number(50, 50_000, 'Apogee altitude') }),
    z.strictObject({
      orbital_km: number(
        120,
        2000,
        'Altitude of a circular orbit above 6,378.137 km; the last stage brakes out of it',
      ),
      heading: headingSchema.default('south').describe('Which of the two ways round it sets out'),
    }),
  ])
  .describe('Shape of the flight')

/** What a missile carries and sets free after its burnout. Defaults of decoys are assumptions (docs/threat.md). */
export const carriesSchema = z
  .strictObject({
    warheads: integer(1, 30, 'Reentry vehicles').default(1),
    decoys: integer(0, 300, 'Decoys').default(0),
    first_release_s: number(1, 3600, 'First release, after burnout').default(60),
    release_interval_s: number(0.1, 600, 'Time between releases: warheads first, then decoys').default(10),
    release_speed_m_s: number(0.01, 50, 'Relative speed of neighbours, across the path').default(2),
    bus_ballistic_coefficient_kg_m2: number(
      1,
      100_000,
      'Mass / (drag coefficient × area) of what is left over',
    ).default(500),
    decoy_ballistic_coefficient_kg_m2: number(
      1,
      100_000,
      'Mass / (drag coefficient × area) of a decoy; light ones fall behind in the air',
    ).default(10),
    decoy_cross_section_m2: number(
      0,
      1e6,
      "Radar cross-section of a decoy; default the warhead's",
    ).optional(),
    decoy_area_m2: number(0, 1000, "Projected area of a decoy; default the warhead's").optional(),
    decoy_temperature_k: number(50, 2000, "Temperature of a decoy; default the warhead's").optional(),
    decoy_emissivity: number(0, 1, "Emissivity of a decoy; default the warhead's").optional(),
    warhead_cross_section_m2: number(
      0,
      1e6,
      "Radar cross-section of a warhead; default the vehicle's body_cross_section_m2",
    ).optional(),
    warhead_area_m2: number(
      0,
      1000,
      "Projected area of a warhead; default the vehicle's body_area_m2",
    ).optional(),
    warhead_temperature_k: number(
      50,
      2000,
      "Temperature of a warhead; default the vehicle's body_temperature_k",
    ).optional(),
    warhead_emissivity: number(
      0,
      1,
      "Emissivity of a warhead; default the vehicle's body_emissivity",
    ).optional(),
  })
  .describe('What is released after burnout; left out, the payload stays one object')

const isOrbital = (shape: unknown): boolean =>
  typeof shape === 'object' && shape !== null && 'orbital_km' in shape

/** One group of like missiles from one place to one place. */
export const threatSchema = z
  .strictObject({
    id: idSchema,
    vehicle: z
      .union([idSchema, z.record(z.string(), z.unknown())])
      .describe('A catalog id, or the vehicle itself'),
    launch: launchSchema,
    aim: siteSchema,
    trajectory: trajectorySchema.default('minimum-energy'),
    payload_kg: number(1, 100_000, "Payload instead of the vehicle's").optional(),
    carries: carriesSchema.optional(),
    count: integer(1, 10_000, 'Number of missiles').default(1),
    start_s: number(0, 86_400, 'Liftoff of the first, after the start of the raid').default(0),
    interval_s: number(0, 86_400, 'Time between liftoffs').default(0),
    spread_km: number(
      0,
      500,
      'Launchers stand within this distance of the site, drawn evenly over the disc; 0: all on one spot',
    ).default(0),
  })
  .refine((t) => !('orbit_km' in t.launch) || t.trajectory === 'minimum-energy', {
    error: 'what is in orbit already takes no trajectory',
    path: ['trajectory'],
  })
  .refine((t) => !('orbit_km' in t.launch) || t.spread_km === 0, {
    error: 'what is in orbit already takes no spread_km',
    path: ['spread_km'],
  })
  .refine((t) => t.carries === undefined || !('orbit_km' in t.launch || isOrbital(t.trajectory)), {
    error: 'a flight by way of an orbit takes no carries',
    path: ['carries'],
  })
