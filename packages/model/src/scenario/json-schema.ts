import { z } from 'zod'
import { unitOf } from '../core/index.ts'
import { groundInterceptorSchema, interceptorSchema } from '../engage/schema.ts'
import { infraredSchema, overHorizonSchema, radarSchema } from '../sense/schema.ts'
import { vehicleSchema } from '../threat/schema.ts'
import { scenarioSchema } from './schema.ts'

/** A JSON schema (draft 7); `x-unit` is the unit that a field's name carries. */
export interface JsonSchemaDocument {
  readonly [key: string]: unknown
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly properties?: Readonly<Record<string, JsonSchemaDocument>>
  readonly items?: JsonSchemaDocument
  readonly anyOf?: readonly JsonSchemaDocument[]
  readonly required?: readonly string[]
}

/** The parts of a scenario file that have fields of their own. */
export function fieldSchemas(): Record<
  'scenario' | 'vehicle' | 'interceptor' | 'ground_interceptor' | 'infrared' | 'radar' | 'over_horizon',
  JsonSchemaDocument
> {
  return {
    scenario: plainJsonSchema(scenarioSchema),
    vehicle: plainJsonSchema(vehicleSchema),
    interceptor: plainJsonSchema(interceptorSchema),
    ground_interceptor: plainJsonSchema(groundInterceptorSchema),
    infrared: plainJsonSchema(infraredSchema),
    radar: plainJsonSchema(radarSchema),
    over_horizon: plainJsonSchema(overHorizonSchema),
  }
}

/**
 * What a scenario file may hold, for editors and forms: a file of its own, or with `from:` a variation in which nothing is
 * required and `null` removes. Vehicles and sensors are a catalog id, the object, or `from:` a catalog id with what differs.
 */
export function scenarioJsonSchema(): JsonSchemaDocument {
  const { scenario, vehicle, interceptor, ground_interceptor: ground, ...sensors } = fieldSchemas()
  const withThreats = withObject(scenario, 'threats', 'vehicle', [vehicle], 'vehicle')
  const withLayers = withObject(withThreats, 'interceptors', 'vehicle', [interceptor, ground], 'interceptor')
  const whole = withObject(withLayers, 'sensors', 'sensor', Object.values(sensors), 'sensor')
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'opendome scenario',
    description: 'A scenario file of opendome, version 1; with from: every other field may be left out.',
    if: { type: 'object', required: ['from'] },
    then: { $ref: '#/definitions/variation' },
    else: { $ref: '#/definitions/scenario' },
    definitions: {
      scenario: whole,
      variation: startingFrom(whole, 'Preset id or path of the scenario it starts from'),
    },
  }
}

/** A schema as JSON schema (draft 7), with the unit of each field. */
export function plainJsonSchema(schema: z.ZodType): JsonSchemaDocument {
  const json = z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    unrepresentable: 'any',
    override({ jsonSchema }) {
      for (const [name, field] of Object.entries(jsonSchema.properties ?? {})) {
        const unit = unitOf(name)?.unit
        if (unit !== undefined && typeof field === 'object') Object.assign(field, { 'x-unit': unit })
      }
    },
  })
  const { $schema: _, ...rest } = json
  return rest as JsonSchemaDocument
}

/** The schema in which a field of each entry of a list may also be one of these objects, or start from a catalog id. */
function withObject(
  scenario: JsonSchemaDocument,
  list: string,
  name: string,
  objects: readonly JsonSchemaDocument[],
  noun: string,
): JsonSchemaDocument {
  const field = scenario.properties![list]!
  const items = field.items!
  const inner = items.properties![name]!
  const id = inner.anyOf!.find((branch) => branch.type === 'string')!
  const from = objects.map((object) => startingFrom(object, `Id of the catalog ${noun} it starts from`))
  const properties = { ...items.properties, [name]: { ...inner, anyOf: [id, ...objects, ...from] } }
  return {
    ...scenario,
    properties: { ...scenario.properties, [list]: { ...field, items: { ...items, properties } } },
  }
}

/** The map with a `from:` and nothing else required. */
export function startingFrom(schema: JsonSchemaDocument, description: string): JsonSchemaDocument {
  const varied = variation(schema)
  return {
    ...varied,
    properties: { from: { type: 'string', description }, ...varied.properties },
    required: ['from'],
  }
}

/** Nothing is required, and `null` removes a value; ranges and names stay. */
function variation(schema: JsonSchemaDocument): JsonSchemaDocument {
  const { required: _, minItems: __, ...rest } = schema
  const { properties, items, anyOf } = schema
  return {
    ...rest,
    ...(items === undefined ? {} : { items: variation(items) }),
    ...(anyOf === undefined ? {} : { anyOf: anyOf.map(variation) }),
    ...(properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(properties).map(([name, field]) => [name, nullable(variation(field))]),
          ),
        }),
  }
}

function nullable(field: JsonSchemaDocument): JsonSchemaDocument {
  if (typeof field.type === 'string' && field['enum'] === undefined && field['const'] === undefined)
    return { ...field, type: [field.type, 'null'] }
  const { description, ['default']: preset, ['x-unit']: unit, anyOf, ...rest } = field
  return {
    ...(description === undefined ? {} : { description }),
    ...(preset === undefined ? {} : { default: preset }),
    ...(unit === undefined ? {} : { 'x-unit': unit }),
    anyOf: [...(anyOf ?? [rest]), { type: 'null' }],
  }
}
