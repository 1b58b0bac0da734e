export {
  evenSpacingFleet,
  evenSpacingRatio,
  interceptorMass,
  shotsFor,
  type EvenSpacing,
  type MassOptions,
} from './aei.ts'
export { meanInCap } from './inclined-density.ts'
