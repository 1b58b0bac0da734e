export { LONGEST_FLY_OUT, flyOutReach, requireShortFlyOut } from './fly-out.ts'
export { windowOf, type Window } from './path.ts'
export { ReachFinder, type FlyOut, type InReach } from './reach.ts'
export type { Engagement, Interceptor, Shot } from './shot.ts'
