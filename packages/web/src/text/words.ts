import { create } from 'zustand'
import { en, type Words } from './en.ts'
import { fr } from './fr.ts'

export const LANGUAGES = { en, fr } as const
export type Language = keyof typeof LANGUAGES

const KEY = 'opendome.language'

function firstLanguage(): Language {
  try {
    const kept = localStorage.getItem(KEY)
    if (kept === 'en' || kept === 'fr') return kept
  } catch {
    // A browser that keeps nothing starts in its own language.
  }
  return navigator.language.startsWith('fr') ? 'fr' : 'en'
}

/** The id of an assumption as words: fly-out-speed is fly-out speed. */
export const idWords = (id: string): string => id.replaceAll(/-(?!out)/g, ' ')

const useLanguageStore = create<{ readonly language: Language }>(() => ({ language: firstLanguage() }))

document.documentElement.lang = useLanguageStore.getState().language

export function speak(language: Language): void {
  useLanguageStore.setState({ language })
  document.documentElement.lang = language
  try {
    localStorage.setItem(KEY, language)
  } catch {
    // Then it is not kept.
  }
}

export const useLanguage = (): Language => useLanguageStore((s) => s.language)
export const useWords = (): Words => LANGUAGES[useLanguage()]

/** Making one takes longer than writing a hundred numbers with it. */
const formats = new Map<string, Intl.NumberFormat>()

function formatOf(language: Language, decimals: number): Intl.NumberFormat {
  const key = `${language} ${decimals}`
  const known = formats.get(key)
  if (known !== undefined) return known
  const format = new Intl.NumberFormat(language === 'fr' ? 'fr-CA' : 'en-US', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  })
  formats.set(key, format)
  return format
}

/** A number in the language of the page with fixed decimals. */
export function figure(
  x: number,
  decimals = 0,
  language: Language = useLanguageStore.getState().language,
): string {
  const text = formatOf(language, decimals).format(x)
  return text === '-0' ? '0' : text
}

/** A mean count: none where it is whole, else one decimal. */
export const mean = (x: number): string => figure(x, Math.abs(x - Math.round(x)) < 1e-9 ? 0 : x < 1 ? 2 : 1)

/** A chance in per cent, never 0 or 100 for one that is neither. */
export function percent(p: number): string {
  if (p > 0 && p < 0.001) return `< ${figure(0.1, 1)} %`
  if (p < 1 && p > 0.999) return `> ${figure(99.9, 1)} %`
  return `${figure(p * 100, p === 0 || p === 1 || (p >= 0.1 && p <= 0.9) ? 0 : 1)} %`
}

/** Billions of dollars as the page says them: three digits. */
export const billions = (x: number): string => figure(x, x >= 100 ? 0 : x >= 10 ? 1 : 2)
