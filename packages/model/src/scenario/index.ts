export { areaName, catalogArea, catalogEntry, unknownId, type CatalogKind } from './catalog.ts'
export { nearest } from './nearest.ts'
export { readDocument, type DocumentForm, type ReadDocument } from './read-document.ts'
export { textOf } from './text-of.ts'
export type { Change } from './changes.ts'
export { comparedBlock } from './cost-block.ts'
export { interceptorType } from './parts.ts'
export { partnerOf } from './cost-tables.ts'
export { countrySize } from './area-size.ts'
export type { ScenarioCost } from './cost.ts'
export type { ScenarioPartner } from './partners.ts'
export { locateField, readScenario, scenarioMistakes, withOverrides } from './read.ts'
export type { ReadOptions } from './read-options.ts'
export { costPresets, readCost } from './read-cost.ts'
export { readVehicle, type VehicleFile } from './vehicle-file.ts'
export type {
  Bracket,
  Disputed,
  GroundLayer,
  Move,
  Overrides,
  Region,
  Scenario,
  ScenarioLayer,
  ScenarioOrders,
  ScenarioThreat,
  SizeRequest,
} from './scenario.ts'
export { areaRings } from './resolve.ts'
export { SCENARIO_VERSION, scenarioSchema } from './schema.ts'
export { MAX_SCENARIO_SIZE } from './document.ts'
export {
  fieldSchemas,
  plainJsonSchema,
  scenarioJsonSchema,
  startingFrom,
  type JsonSchemaDocument,
} from './json-schema.ts'
export { fieldTable } from './field-table.ts'
