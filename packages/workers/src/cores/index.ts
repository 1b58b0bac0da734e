export { Cores, allCores } from './cores.ts'
