export * from './constants.ts'
export { centralAngle, ecefFromGeodetic, enuAxes, geodeticFromEcef, geodeticHeight } from './geodesy.ts'
export { geodesic, geodesicDirect, type Geodesic, type GeodesicEnd } from './geodesic.ts'
export {
  equinoxDrift,
  formatUtc,
  gmst82,
  gmst82AtJulianDate,
  parseUtc,
  siderealAngle,
  type Epoch,
} from './time.ts'
export { ecefFromEci, ecefFromEciState, eciFromEcef, eciFromEcefState, itrfFromPef } from './frames.ts'
export { atmosphere, density, densityAndSound, soundSpeed } from './atmosphere.ts'
export { nrlmsise, type NrlmsiseState } from './nrlmsise.ts'
export type { NrlmsiseInput } from './nrlmsise-basis.ts'
export { NrlmsiseColumn } from './nrlmsise-column.ts'
export { gravity, potential } from './gravity.ts'
export { Ring } from './ring.ts'
export { sunDirection } from './sun.ts'
