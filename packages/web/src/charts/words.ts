import { useLanguage } from '../text/words.ts'

const en = {
  title: 'What stands behind the answer',
  table: 'As a table',
  get: 'Download',
  source: 'Sources',
  changed: (list: string): string => `Changed assumptions: ${list}.`,
  unchanged: 'No changed assumptions.',
  footer: (version: string, seed: string, runs: string): string =>
    `opendome ${version}, seed ${seed}, ${runs} runs`,
  interval: (low: string, high: string): string => `95 % sampling interval of the mean: ${low} to ${high}`,
  leakers: {
    title: 'How many get through',
    unit: 'share of runs, by missiles through',
    x: 'missiles that get through',
    y: 'share of runs',
  },
  moves: {
    title: 'What moves the answer',
    unit: 'missiles through on average, each assumption at its low and its high value, all others as stated',
    x: 'missiles through, mean',
    all: 'all of them together',
    low: 'low',
    high: 'high',
  },
  causes: {
    title: 'Why what got through got through',
    unit: 'warheads through per run, by the furthest step the defence reached',
    x: 'warheads through, mean per run',
    names: {
      'not seen': 'not seen',
      'seen late': 'seen too late',
      'judged harmless': 'judged harmless',
      'not authorised': 'not authorised in time',
      'no reach': 'out of reach',
      'no interceptor left': 'no interceptor left',
      missed: 'missed',
    } as Record<string, string>,
  },
  reach: {
    title: 'In reach at each moment',
    unit: 'interceptors that can be at the boost path in time, by moment of launch, over three hours; the pattern goes on like that',
    x: 'minutes after the epoch',
    y: 'interceptors in reach',
    note: (mean: string, least: string, launch: string): string =>
      `From ${launch}: ${mean} on average, ${least} at the worst moment.`,
  },
  layers: {
    title: 'Which layer did it',
    unit: 'per run',
    shots: 'shots',
    killed: 'missiles stopped',
  },
  parts: {
    title: 'What it costs, by part',
    unit: (year: string, years: string): string => `billions of dollars of ${year}, over ${years} years`,
    x: 'USD billion',
    note: (total: string, low: string, high: string): string =>
      `Total ${total}; eight in ten draws of the prices lie between ${low} and ${high}.`,
    kinds: {
      development: 'development',
      procurement: 'procurement',
      renewal: 'renewal',
      operation: 'operation',
      launch: 'launch',
      residual: 'published lump',
    } as Record<string, string>,
  },
  years: {
    title: 'When it is paid',
    unit: (year: string): string => `billions of dollars of ${year}, by fiscal year`,
    y: 'USD billion a year',
    authority: 'authority',
    outlays: 'outlays',
  },
  payers: {
    title: 'Who pays, by rule',
    unit: 'share of the whole',
    x: 'share',
    rules: {
      gdp: 'by gross domestic product',
      population: 'by population',
      norad: 'as they bear NORAD',
      even: 'in equal parts',
    } as Record<string, string>,
  },
}

type ChartWords = typeof en

const fr: ChartWords = {
  title: 'Ce qu’il y a derrière la réponse',
  table: 'En tableau',
  get: 'Télécharger',
  source: 'Sources',
  changed: (list) => `Hypothèses modifiées : ${list}.`,
  unchanged: 'Aucune hypothèse modifiée.',
  footer: (version, seed, runs) => `opendome ${version}, graine ${seed}, ${runs} tirages`,
  interval: (low, high) => `Intervalle d’échantillonnage à 95 % de la moyenne : de ${low} à ${high}`,
  leakers: {
    title: 'Combien passent',
    unit: 'part des tirages, selon le nombre de missiles qui passent',
    x: 'missiles qui passent',
    y: 'part des tirages',
  },
  moves: {
    title: 'Ce qui change la réponse',
    unit: 'missiles qui passent en moyenne, chaque hypothèse à sa valeur basse et haute, les autres inchangées',
    x: 'missiles qui passent, moyenne',
    all: 'toutes ensemble',
    low: 'bas',
    high: 'haut',
  },
  causes: {
    title: 'Pourquoi ce qui est passé est passé',
    unit: 'ogives qui passent par tirage, selon l’étape la plus avancée de la défense',
    x: 'ogives qui passent, moyenne par tirage',
    names: {
      'not seen': 'non vu',
      'seen late': 'vu trop tard',
      'judged harmless': 'jugé inoffensif',
      'not authorised': 'non autorisé à temps',
      'no reach': 'hors de portée',
      'no interceptor left': 'plus d’intercepteur',
      missed: 'manqué',
    },
  },
  reach: {
    title: 'À portée à chaque moment',
    unit: 'intercepteurs qui peuvent rejoindre la trajectoire propulsée à temps, selon l’instant du tir, sur trois heures ; le motif continue ainsi',
    x: 'minutes après l’époque',
    y: 'intercepteurs à portée',
    note: (mean, least, launch) => `Depuis ${launch} : ${mean} en moyenne, ${least} au pire moment.`,
  },
  layers: { title: 'Quelle couche l’a fait', unit: 'par tirage', shots: 'tirs', killed: 'missiles arrêtés' },
  parts: {
    title: 'Ce que cela coûte, par élément',
    unit: (year, years) => `milliards de dollars US de ${year}, sur ${years} ans`,
    x: 'G$ US',
    note: (total, low, high) => `Total ${total} ; huit tirages de prix sur dix sont entre ${low} et ${high}.`,
    kinds: {
      development: 'développement',
      procurement: 'acquisition',
      renewal: 'renouvellement',
      operation: 'exploitation',
      launch: 'lancement',
      residual: 'montant publié',
    },
  },
  years: {
    title: 'Quand cela se paie',
    unit: (year) => `milliards de dollars US de ${year}, par exercice`,
    y: 'G$ US par an',
    authority: 'autorisations',
    outlays: 'décaissements',
  },
  payers: {
    title: 'Qui paie, selon la règle',
    unit: 'part du tout',
    x: 'part',
    rules: {
      gdp: 'selon le produit intérieur brut',
      population: 'selon la population',
      norad: 'comme pour le NORAD',
      even: 'à parts égales',
    },
  },
}

export const useChartWords = (): ChartWords => (useLanguage() === 'fr' ? fr : en)
