import { plainJsonSchema, startingFrom, type JsonSchemaDocument } from '../scenario/index.ts'
import { studySchema } from './schema.ts'

/** The fields of a study file, for tables. */
export function studyFields(): JsonSchemaDocument {
  return plainJsonSchema(studySchema)
}

/** What a study file may hold, for editors and forms: a file of its own, or with `from:` a variation in which nothing is required and `null` removes. */
export function studyJsonSchema(): JsonSchemaDocument {
  const whole = studyFields()
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'opendome study',
    description: 'A study file of opendome, version 1; with from: every other field may be left out.',
    if: { type: 'object', required: ['from'] },
    then: { $ref: '#/definitions/variation' },
    else: { $ref: '#/definitions/study' },
    definitions: {
      study: whole,
      variation: startingFrom(whole, 'Preset id or path of the study it starts from'),
    },
  }
}
