import { panelsEn, type PanelWords } from './panels.en.ts'
import { panelsFr } from './panels.fr.ts'
import { useLanguage } from './words.ts'

const PANELS = { en: panelsEn, fr: panelsFr } as const

/** The texts of the panels and of sharing in the language of the page. */
export const usePanelWords = (): PanelWords => PANELS[useLanguage()]
