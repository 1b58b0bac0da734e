import { z } from 'zod'
import { idSchema, integer, number } from '../core/index.ts'

/** Wave bands of infrared sensors, µm; the order is that of intensities inside. */
export const BANDS = ['short', 'mid', 'long'] as const

/** What every sensor has: how often it looks, and what becomes of a report. */
const reportFields = {
  revisit_s: number(0.05, 3600, 'Time between two looks at the same place'),
  latency_s: number(0, 600, 'From the signal to its report at the command node').default(1),
  link_loss: number(0, 1, 'Chance that a report is lost on the link').default(0),
  false_alarm_interval_s: number(
    0.1,
    1e9,
    'Mean time between false alarms of one satellite or radar; none where left out',
  ).optional(),
}

/** At most one false alarm a look: a shorter interval than the revisit time means nothing. */
const alarmsFit = (s: { readonly revisit_s: number; readonly false_alarm_interval_s?: number | undefined }) =>
  s.false_alarm_interval_s === undefined || s.false_alarm_interval_s >= s.revisit_s
const ALARMS = { error: 'false_alarm_interval_s is below revisit_s: at most one false alarm a look' }

const channelSchema = z.strictObject({
  band: z.enum(BANDS).describe('Wave band: short 2.6 to 2.9 µm, mid 3.5 to 5 µm, long 8 to 12 µm'),
  noise_above_w_m2: number(
    1e-18,
    1e-3,
    'Noise-equivalent irradiance of one look against space, clutter included',
  ),
  noise_below_w_m2: number(
    1e-18,
    1e-3,
    'Noise-equivalent irradiance of one look against the Earth; blind there where left out',
  ).optional(),
})

/** An infrared sensor on a satellite, its field of regard centred on the nadir. */
export const infraredSchema = z
  .strictObject({
    type: z.literal('infrared').describe('Kind of sensor'),
    field_of_regard_deg: number(0.1, 180, 'Full cone about the nadir; may reach past the limb'),
    pixel_angle_deg: number(1e-6, 1, 'Angle of one pixel'),
    pointing_deg: number(0, 1, 'Standard deviation of the attitude, each axis').default(0.0006),
    staggered: z
      .boolean()
      .describe('Do the satellites look one after the other (true) or at the same instants (false)?')
      .default(false),
    threshold_snr: number(1, 100, 'Signal-to-noise ratio at which a look is reported').default(6),
    channels: z.array(channelSchema).min(1).max(3).describe('Wave bands it sees in'),
    solar_exclusion_deg: number(0, 90, 'Sights nearer to the Sun than this are lost').default(0),
    grazing_altitude_km: number(0, 200, 'Lowest height at which a sight may pass the limb').default(15),
    limb_altitude_km: number(0, 300, 'Height up to which the background of a sight is the Earth').default(60),
    ...reportFields,
  })
  .refine(alarmsFit, ALARMS)

/** Fields of a sector that a ground sensor looks into. */
const sectorFields = {
  azimuth_deg: number(-360, 360, 'Middle of the sector, clockwise from north').default(0),
  azimuth_width_deg: number(0.1, 360, 'Full width of the sector').default(360),
}

/** A ground radar. */
export const radarSchema = z
  .strictObject({
    type: z.literal('radar').describe('Kind of sensor'),
    reference_range_km: number(1, 100_000, 'Range at which the reference cross-section is detected'),
    reference_cross_section_m2: number(1e-6, 1e4, 'Reference cross-section').default(1),
    reference_probability: number(0.01, 0.999, 'Detection probability of one look there').default(0.9),
    false_alarm_probability: number(1e-15, 1e-2, 'Chance that noise passes the threshold').default(1e-6),
    min_range_km: number(0, 100_000, 'Nearest range').default(0),
    max_range_km: number(1, 200_000, 'Farthest range, whatever the cross-section').optional(),
    ...sectorFields,
    elevation_min_deg: number(0, 90, 'Lowest elevation, as the radar sees it').default(3),
    elevation_max_deg: number(0, 90, 'Highest elevation').default(90),
    beamwidth_deg: number(0.001, 30, 'Beam width between half-power points'),
    range_resolution_m: number(0.01, 100_000, 'Range resolution, c/2B'),
    angle_floor_deg: number(0, 5, 'Angle error that no signal removes, standard deviation').default(0.01),
    range_floor_m: number(0, 10_000, 'Range error that no signal removes, standard deviation').default(5),
    tracks: integer(1, 1_000_000, 'Objects it can measure in one look').default(1000),
    ...reportFields,
  })
  .refine((r) => r.elevation_min_deg < r.elevation_max_deg, {
    error: 'elevation_min_deg is not below elevation_max_deg',
  })
  .refine((r) => r.max_range_km === undefined || r.min_range_km < r.max_range_km, {
    error: 'min_range_km is not below max_range_km',
  })
  .refine(alarmsFit, ALARMS)

/** An over-the-horizon radar: coarse, by way of the ionosphere. */
export const overHorizonSchema = z
  .strictObject({
    type: z.literal('over-horizon').describe('Kind of sensor'),
    min_range_km: number(0, 20_000, 'Nearest range along the ground'),
    max_range_km: number(1, 20_000, 'Farthest range along the ground'),
    ...sectorFields,
    max_altitude_km: number(1, 1000, 'Highest altitude at which it still detects'),
    least_cross_section_m2: number(0, 1e6, 'Smallest cross-section it detects').default(1),
    detection_probability: number(0, 1, 'Chance that one look detects').default(0.5),
    range_sigma_km: number(0.001, 1000, 'Error of the ground range, standard deviation'),
    azimuth_sigma_deg: number(0.001, 30, 'Error of the azimuth, standard deviation'),
    tracks: integer(1, 1_000_000, 'Objects it can measure in one look').default(1000),
    ...reportFields,
  })
  .refine((r) => r.min_range_km < r.max_range_km, { error: 'min_range_km is not below max_range_km' })
  .refine(alarmsFit, ALARMS)

const altitudeField = number(-12, 60, 'Height above the ellipsoid').default(0)
const aboveGround = (place: { readonly altitude_km: number }): boolean => place.altitude_km >= 0
const UNDER_GROUND = { error: 'altitude_km is below 0: a sensor under ground' }

/** A place of a ground sensor. */
export const groundSchema = z
  .union([
    z
      .strictObject({ site: idSchema.describe('A site of the catalog'), altitude_km: altitudeField })
      .refine(aboveGround, UNDER_GROUND),
    z
      .strictObject({
        lat_deg: number(-90, 90, 'Geodetic latitude'),
        lon_deg: number(-180, 180, 'Longitude, east positive'),
        altitude_km: altitudeField,
      })
      .refine(aboveGround, UNDER_GROUND),
  ])
  .describe('A place: {site: id} or {lat_deg, lon_deg}, with altitude_km where it is not 0')

/** Schemas by the word under `type`. */
export const SENSOR_SCHEMAS = {
  infrared: infraredSchema,
  radar: radarSchema,
  'over-horizon': overHorizonSchema,
} as const
