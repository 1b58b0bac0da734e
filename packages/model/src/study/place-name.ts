import { NAMES_FR } from './names.fr.ts'

/** Languages of what is written for readers. */
export type Language = 'en' | 'fr'

/** In English the names of the catalog are those that readers use, but for one. */
const NAMES: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: { 'united-states': 'United States' },
  fr: NAMES_FR,
}

/**
 * A nation or area (`south-korea`) as a reader of a language calls it. `name` is what the catalog calls it, by default its id in words.
 */
export function placeName(id: string, language: Language, name: string = inWords(id)): string {
  return NAMES[language][id] ?? name
}

/** `united-states` as United States. */
const inWords = (id: string): string =>
  id.replaceAll(/(^|-)(.)/g, (_, gap: string, letter: string) => (gap && ' ') + letter.toUpperCase())
