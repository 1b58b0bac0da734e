import fc from 'fast-check'
import { expect, it } from 'vitest'
import { asked, withServer } from './testing/server.ts'

/** As much of JSON Schema as the description of this API uses. */
interface Schema {
  readonly type?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly minimum?: number
  readonly maximum?: number
}

interface Operation {
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: Schema } } }
  readonly parameters?: readonly { readonly name: string; readonly in: string }[]
  readonly responses: Readonly<Record<string, unknown>>
}

/** Texts that nothing answers for long: what is no scenario, or a small one with a mistake. */
const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '',
    'null',
    '[]',
    'opendome: 1',
    'opendome: 2\nfrom: first-flight',
    'opendome: 1\nfrom: first-flight\nx: 1',
    'opendome: 1\nfrom: /etc/passwd',
    'opendome: 1\n<<: *a',
    'a: &a [*a]',
    '__proto__: { x: 1 }',
    'opendome_study: 1\nscenario: ../x',
  ),
)

/** Values that a schema describes, and now and then any other. */
function values(schema: Schema): fc.Arbitrary<unknown> {
  const anything = { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) }
  const described = (arbitrary: fc.Arbitrary<unknown>) => fc.oneof({ weight: 4, arbitrary }, anything)
  switch (schema.type) {
    case 'object': {
      const parts = Object.entries(schema.properties ?? {}).map(
        ([name, part]) => [name, values(part)] as const,
      )
      return described(fc.record(Object.fromEntries(parts), { requiredKeys: [...(schema.required ?? [])] }))
    }
    case 'string':
      return described(texts)
    case 'integer':
      return described(fc.integer({ min: schema.minimum ?? -10, max: schema.maximum ?? 10 }))
    case 'boolean':
      return described(fc.boolean())
    default:
      return anything.arbitrary
  }
}

/** Bodies without `preset`, which could be a scenario that takes long; wrong presets have tests of their own. */
const bodies = (schema: Schema): fc.Arbitrary<unknown> =>
  values(schema).map(
    (body) =>
      JSON.parse(
        JSON.stringify(body, (key, value: unknown) => (key === 'preset' ? 'none' : value)) ?? 'null',
      ) as unknown,
  )

it('answers whatever its own description permits, and much else, with a described status and an error document', async () => {
  await withServer({}, async (app) => {
    const { paths } = (await asked(app, 'GET', '/api/openapi.json')).json()
    let requests = 0
    for (const [path, item] of Object.entries(paths))
      for (const [method, operation] of Object.entries(item) as [string, Operation][]) {
        const schema = operation.requestBody?.content['application/json'].schema
        await fc.assert(
          fc.asyncProperty(
            fc.string({ unit: 'binary', maxLength: 60 }),
            bodies(schema ?? {}),
            async (word, body) => {
              const place = path.replace(/\{\w+\}/, encodeURIComponent(word) || '-')
              const query =
                operation.parameters?.some((p) => p.in === 'query') === true
                  ? `?q=${encodeURIComponent(word)}`
                  : ''
              const response = await asked(
                app,
                method.toUpperCase() as 'GET',
                place + query,
                schema === undefined ? undefined : JSON.stringify(body),
                schema === undefined ? {} : { 'content-type': 'application/json' },
              )
              requests++
              expect(Object.keys(operation.responses)).toContain(String(response.status))
              expect(response.status).not.toBe(500)
              if (response.status < 400) return
              const { code, message } = response.json()
              expect(message.startsWith(`${code} `)).toBe(true)
              expect(response.text).not.toMatch(/node_modules|\.ts:|\.js:|root:/)
            },
          ),
          { numRuns: schema === undefined ? 15 : 40, seed: 1 },
        )
      }
    expect(requests).toBeGreaterThan(300)
    expect((await asked(app, 'GET', '/api/health')).json().questions).toBe(0)
  })
})
