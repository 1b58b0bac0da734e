export { Cores, allCores } from './cores.ts'
export type { Answered, PlanOrder, Planned, StudyPlan } from './order.ts'
