import { runsThread } from './model/threads.ts'

// The thread of the first answer loads the model while the page itself is still on its way.
runsThread()
void import('./main.tsx')
