export { allocate, type Option, type Order } from './allocate.ts'
export { timeline, type Command, type Timeline } from './timeline.ts'
