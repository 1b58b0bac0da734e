import { redo, undo } from '../state/store.ts'

/** Ctrl+Z takes back, Ctrl+Shift+Z and Ctrl+Y bring back, but not where a text is being written. */
export function listenToKeys(): void {
  window.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || writes(event.target)) return
    const key = event.key.toLowerCase()
    const step = key === 'z' ? (event.shiftKey ? redo : undo) : key === 'y' ? redo : undefined
    if (step === undefined) return
    event.preventDefault()
    step()
  })
}

function writes(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement) return true
  return target instanceof HTMLInputElement && !['range', 'checkbox', 'radio', 'file'].includes(target.type)
}
