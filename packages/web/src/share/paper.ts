import { flushSync } from 'react-dom'
import { create } from 'zustand'

/** What goes on paper: is the page being printed, and the address of a picture of the globe or the map as it is shown. */
export const usePaper = create<{ readonly printing: boolean; readonly picture: string | undefined }>(() => ({
  printing: false,
  picture: undefined,
}))

/** Draws for paper what the screen has not drawn yet, as soon as somebody prints. */
export function listenToPrinting(): void {
  window.addEventListener('beforeprint', () => {
    flushSync(() => usePaper.setState({ printing: true, picture: pictureOfRun() }))
  })
  window.addEventListener('afterprint', () => usePaper.setState({ printing: false, picture: undefined }))
}

function pictureOfRun(): string | undefined {
  if (window.opendomeGlobe !== undefined) return window.opendomeGlobe.picture()
  return document.querySelector<HTMLCanvasElement>('.globe.flat canvas')?.toDataURL('image/jpeg', 0.92)
}
