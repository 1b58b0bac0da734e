import { useLanguage } from '../text/words.ts'

const en = {
  title: 'Why do studies disagree?',
  lead: 'From this scenario to another study, one assumption at a time. The steps and the remainder add up to the whole difference.',
  other: 'The other study',
  fights: 'Scenarios that fight',
  costs: 'Only the cost is published',
  go: 'Compare',
  working: 'Comparing; this takes some seconds …',
  from: 'This scenario',
  to: 'The other',
  rest: 'remainder',
  published: 'published',
  outputs: {
    fleet: { title: 'Interceptors on orbit', unit: 'interceptors' },
    total_usd_b: { title: 'Cost over the horizon', unit: 'billions of dollars' },
    per_missile_stopped_usd_b: { title: 'Cost for each missile stopped', unit: 'billions of dollars' },
    leaked: { title: 'Missiles that get through', unit: 'mean per raid' },
  } as Record<string, { readonly title: string; readonly unit: string }>,
  differ: 'What differs',
  assumption: 'Assumption',
  change: 'change',
  limits: 'How this is compared',
  runs: (version: string, runs: string): string =>
    `opendome ${version}, seed of the comparison 1, ${runs} runs behind each number of leakers`,
}

type CompareWords = typeof en

const fr: CompareWords = {
  title: 'Pourquoi les études divergent-elles ?',
  lead: 'De ce scénario à une autre étude, une hypothèse à la fois. Les étapes et le reste font ensemble toute la différence.',
  other: 'L’autre étude',
  fights: 'Scénarios avec combat',
  costs: 'Seul le coût est publié',
  go: 'Comparer',
  working: 'Comparaison en cours ; quelques secondes…',
  from: 'Ce scénario',
  to: 'L’autre',
  rest: 'reste',
  published: 'publié',
  outputs: {
    fleet: { title: 'Intercepteurs en orbite', unit: 'intercepteurs' },
    total_usd_b: { title: 'Coût sur l’horizon', unit: 'milliards de dollars US' },
    per_missile_stopped_usd_b: { title: 'Coût par missile arrêté', unit: 'milliards de dollars US' },
    leaked: { title: 'Missiles qui passent', unit: 'moyenne par attaque' },
  },
  differ: 'Ce qui diffère',
  assumption: 'Hypothèse',
  change: 'effet',
  limits: 'Comment cela est comparé',
  runs: (version, runs) =>
    `opendome ${version}, graine de la comparaison 1, ${runs} tirages derrière chaque nombre de missiles`,
}

export const useCompareWords = (): CompareWords => (useLanguage() === 'fr' ? fr : en)
