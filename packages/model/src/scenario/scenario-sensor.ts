import type { SensorPlan } from '../sense/index.ts'

/** One sensor, its kind and where it stands resolved. SI units, rad. */
export interface ScenarioSensor extends SensorPlan {
  /** Catalog id it came from, if any. */
  readonly sensorId: string | undefined
}
