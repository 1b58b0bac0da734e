import { runsThread } from './model/threads.ts'

// The thread of the first answer loads the model while the page builds itself.
runsThread()
