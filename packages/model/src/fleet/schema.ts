import { z } from 'zod'
import { idSchema, integer, number } from '../core/index.ts'

/** A pair [least, most]; the unit stands in the field's name. */
export function bounds(low: number, high: number, doc: string) {
  return z
    .array(number(low, high, doc))
    .length(2)
    .refine(([least, most]) => !(least! > most!), { error: 'the least is above the most' })
    .describe(doc)
}

/** When the interceptors asked for must be in reach. */
export const guaranteeSchema = z
  .union([
    z.enum(['always', 'mean']),
    z.strictObject({ probability: number(0.001, 1, 'Share of moments at which the need is in reach') }),
  ])
  .describe('When salvo times shots interceptors must be in reach')

/** How long satellites must stay up, and what that may take. Defaults are those of the catalog's `interceptor-satellite`. */
const lifeSchema = z.strictObject({
  years: number(0.1, 50, 'Time for which a satellite must hold its altitude (AEI 2025: 5)').default(5),
  propulsion: z
    .boolean()
    .describe('false: altitudes at which drag ends the life sooner are refused')
    .default(true),
  area_to_mass_m2_kg: number(1e-4, 1, 'Area to mass, of the mean mass').default(0.01),
  drag_coefficient: number(1, 4, 'Drag coefficient').default(2.2),
  f107: number(50, 400, 'Solar flux F10.7, held for the whole life').default(140),
  ap: number(0, 400, 'Magnetic index Ap, held for the whole life').default(15),
  isp_s: number(10, 20_000, 'Specific impulse of the propulsion that makes up for drag').default(220),
  largest_propellant_share: number(
    0,
    0.99,
    "Altitudes at which make-up takes more of a satellite's first mass are refused",
  ).default(0.9),
})

const cornerSchema = z.strictObject({
  lat_deg: number(-90, 90, 'Geodetic latitude'),
  lon_deg: number(-180, 180, 'Longitude, east positive'),
})

/** What `opendome size` is to find, and what it keeps to. */
export const sizeSchema = z.strictObject({
  guarantee: guaranteeSchema.default('always'),
  salvo: integer(
    1,
    100_000,
    'Missiles at once; default: the most the scenario fires from one place',
  ).optional(),
  shots: integer(1, 100, 'Shots at each; default: command.shots_per_target').optional(),
  band_deg: number(
    0,
    30,
    'The guarantee holds for launches this far north and south of each launch point, too',
  ).default(0),
  latitudes_deg: bounds(
    -90,
    90,
    'The guarantee holds for launches from all these latitudes, too; each boost profile is carried there',
  ).optional(),
  region: z
    .union([
      z.strictObject({ area: idSchema.describe('An area of the catalog') }),
      z.strictObject({
        ring: z
          .array(cornerSchema)
          .min(3)
          .max(1000)
          .describe('Corners of a polygon; its edges go the short way round'),
      }),
    ])
    .describe('The guarantee holds for launches from all latitudes of this region, too')
    .optional(),
  altitude_km: bounds(150, 50_000, 'Least and largest altitude').default([300, 600]),
  inclination_deg: bounds(0, 180, 'Least and largest inclination').default([20, 100]),
  altitude_step_km: number(1, 5000, 'Spacing of the altitudes tried').default(50),
  inclination_step_deg: number(0.1, 45, 'Spacing of the inclinations tried').default(2),
  max_planes: integer(1, 10_000, 'Most planes of a shell').default(300),
  max_per_plane: integer(1, 10_000, 'Most satellites in a plane').default(300),
  shells: integer(1, 2, 'Shells the fleet may have').default(1),
  minimise: z
    .enum(['satellites', 'mass'])
    .describe(
      'What the fleet has least of: satellites, or satellites each weighed with its make-up propellant',
    )
    .default('satellites'),
  life: lifeSchema.describe('How long satellites must stay up').prefault({}),
})
