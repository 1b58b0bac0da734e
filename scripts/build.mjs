/** `npm run build`: the packages and the app, what is stale of them. */
import { build } from './setup.mjs'

process.exitCode = await build()
