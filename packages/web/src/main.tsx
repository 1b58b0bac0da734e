import '@fontsource-variable/inter/index.css'
import './style/app.css'
import './style/charts.css'
import './style/panels.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { followSubject } from './state/answers.ts'
import { keepSubject, takeUp } from './share/keep.ts'
import { listenToKeys } from './share/keys.ts'
import { listenToPrinting } from './share/paper.ts'
import { useApp } from './state/store.ts'

declare global {
  interface Window {
    /** For programs that drive the page: the document of `opendome run --json` that is shown, and what answers while a slider moves. */
    opendome?: {
      readonly document: () => unknown
      readonly quick: () => unknown
      readonly subscribe: (listener: () => void) => () => void
    }
  }
}

window.opendome = {
  document: () => useApp.getState().document,
  quick: () => useApp.getState().quick,
  subscribe: (listener) => useApp.subscribe(listener),
}
await takeUp()
followSubject()
keepSubject()
listenToKeys()
listenToPrinting()
createRoot(document.getElementById('app')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
