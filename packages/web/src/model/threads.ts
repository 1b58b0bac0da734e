import { ModelThread } from './client.ts'

let runs: ModelThread | undefined
let quick: ModelThread | undefined
let compare: ModelThread | undefined

/** The thread of the Monte Carlo, which may be busy for long. */
export const runsThread = (): ModelThread => (runs ??= new ModelThread('opendome runs'))
/** The thread of what has to answer while a slider moves. */
export const quickThread = (): ModelThread => (quick ??= new ModelThread('opendome quick'))
/** The thread of comparisons, which take seconds. */
export const compareThread = (): ModelThread => (compare ??= new ModelThread('opendome compare'))
