import { useLanguage } from '../text/words.ts'

const en = {
  title: 'Where the numbers come from',
  lead: 'Every figure of the catalog with its source. Shown first: what this scenario uses.',
  search: 'Search the catalog',
  used: 'Used in this scenario',
  found: (n: string): string => `${n} figures`,
  figure: 'Figure',
  value: 'Value',
  range: 'Low to high',
  mark: 'Mark',
  source: 'Source',
  marks: { published: 'published', 'second-hand': 'second-hand', assumption: 'assumption' } as Record<
    string,
    string
  >,
  alternative: 'also published',
  use: 'use this value',
  useLow: 'use low',
  useHigh: 'use high',
  back: 'use the catalog’s',
  more: (n: string): string => `${n} more; search for them`,
}

type SourceWords = typeof en

const fr: SourceWords = {
  title: 'D’où viennent les chiffres',
  lead: 'Chaque chiffre du catalogue avec sa source. D’abord ceux que ce scénario emploie.',
  search: 'Chercher dans le catalogue',
  used: 'Employés dans ce scénario',
  found: (n) => `${n} chiffres`,
  figure: 'Chiffre',
  value: 'Valeur',
  range: 'Bas à haut',
  mark: 'Marque',
  source: 'Source',
  marks: { published: 'publié', 'second-hand': 'de seconde main', assumption: 'hypothèse' },
  alternative: 'aussi publié',
  use: 'employer cette valeur',
  useLow: 'employer la basse',
  useHigh: 'employer la haute',
  back: 'celle du catalogue',
  more: (n) => `${n} de plus ; cherchez-les`,
}

export const useSourceWords = (): SourceWords => (useLanguage() === 'fr' ? fr : en)
