import { afterAll, beforeAll } from 'vitest'
import { openApp } from './browser.ts'

type App = Awaited<ReturnType<typeof openApp>>

/** The app and a browser beside it for the tests of a file: there before the first, gone after the last. */
export function appOfFile(): Pick<App, 'visit'> {
  let app: App
  beforeAll(async () => {
    app = await openApp()
  })
  afterAll(() => app.close())
  return { visit: (options, work) => app.visit(options, work) }
}
