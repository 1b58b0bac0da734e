import { flyOutTable, type FlyOutTable, type GroundInterceptor } from '../engage/index.ts'

const tables = new Map<string, FlyOutTable>()

/** The fly-out table of a vehicle from the ground, made once. */
export function tableOf(vehicle: GroundInterceptor): FlyOutTable {
  const key = JSON.stringify(vehicle)
  let table = tables.get(key)
  if (table === undefined) tables.set(key, (table = flyOutTable(vehicle)))
  return table
}
