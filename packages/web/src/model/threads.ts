import { ModelThread } from './client.ts'

let tellAnswered: () => void = () => undefined
/** Until the first answer is there the machine is left to the thread that works on it. */
const answered = new Promise<void>((resolve) => (tellAnswered = resolve))

/** The first answer is there, or there will be none. */
export const firstAnswer = (): void => tellAnswered()

let runs: ModelThread | undefined
let quick: ModelThread | undefined
let compare: ModelThread | undefined

/** The thread of the Monte Carlo, which may be busy for long. */
export const runsThread = (): ModelThread => (runs ??= new ModelThread('opendome runs'))
/** The thread of what has to answer while a slider moves. */
export const quickThread = (): ModelThread => (quick ??= new ModelThread('opendome quick', answered))
/** The thread of comparisons, which take seconds. */
export const compareThread = (): ModelThread => (compare ??= new ModelThread('opendome compare'))
