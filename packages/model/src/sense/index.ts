export { cloudBreak, firstSight, type Measurement } from './first-sight.ts'
