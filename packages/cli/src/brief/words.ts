import type { Language } from '@opendome/model/study'

/** The words of the page in both languages; `n`, `x`, … stand for what is put in. */
export interface Words {
  readonly title: (name: string) => string
  readonly intro: (scenario: string, name: string) => string
  readonly options: Readonly<
    Record<'out' | 'sensors' | 'radar-first' | 'share' | 'full', (usd: string, local: string) => string>
  >
  readonly head: {
    readonly option: string
    readonly cost: (code: string) => string
    readonly usd: string
    readonly through: (area: string) => string
    readonly change: (area: string) => string
    readonly range: string
    readonly year: string
    readonly programme: string
    readonly announced: string
  }
  readonly notDistinguishable: string
  readonly sections: {
    readonly what: string
    readonly protection: string
    readonly years: (code: string) => string
    readonly unpaid: string
    readonly notModelled: string
    readonly limits: string
    readonly sources: string
  }
  readonly says: {
    readonly counts: (runs: string, interval: string) => string
    readonly range: (disputed: string) => string
    readonly rate: (rate: string, code: string, date: string) => string
    readonly spread: string
    readonly radar: string
    readonly times: string
    readonly runs: (command: string, version: string, seed: string, runs: string) => string
    readonly english: string
  }
  readonly pictures: { readonly through: (area: string) => string; readonly money: (code: string) => string }
  readonly sourceNames: Readonly<Record<string, string>>
  readonly marks: Readonly<Record<'published' | 'second-hand' | 'assumption', string>>
}

const EN: Words = {
  title: (name) => `${name} and the shield: the options side by side`,
  intro: (scenario, name) =>
    `What ${name} can do, each on the same raids of the scenario “${scenario}”. Means of missiles that come down in an area, out of one raid; nothing is said of what they do there.`,
  options: {
    out: () => 'Stay out',
    sensors: () => 'Host sensors only',
    'radar-first': (_, local) => `Its own radar first, ${local}`,
    share: (usd) => `Pay a share of USD ${usd} billion`,
    full: (usd) => `Full partner, its consent needed, USD ${usd} billion`,
  },
  head: {
    option: 'Option',
    cost: (code) => `${code} billion`,
    usd: 'USD billion',
    through: (area) => `Through, ${area}`,
    change: (area) => `Change against staying out, ${area}`,
    range: 'assumption range',
    year: 'Year',
    programme: 'Published alternative',
    announced: 'as announced',
  },
  notDistinguishable: 'not distinguishable',
  sections: {
    what: 'The options',
    protection: 'What changes in protection',
    years: (code) => `Cost by year, ${code} billion`,
    unpaid: 'What the same money leaves unpaid',
    notModelled: 'What is not modelled',
    limits: 'Limits of the model',
    sources: 'Sources',
  },
  says: {
    counts: (runs, interval) =>
      `${runs} runs of each option, the same raids and draws; in brackets the ${interval} interval of runs.`,
    range: (disputed) =>
      `The assumption range is that of the same mean with all disputed assumptions together at either end; it is no interval of runs. Disputed are ${disputed}.`,
    rate: (rate, code, date) => `At ${rate} ${code} to the US dollar (${date}).`,
    spread: 'A share falls on the years as the cost of the whole does; a programme evenly. Constant prices.',
    radar:
      'Where a radar is built first and nothing else is joined, the runs are those of hosting sensors: what differs is the money.',
    times:
      'The option costs so many times the published sum; loans are to be paid back, and shared by all members.',
    runs: (command, version, seed, runs) =>
      `Computed by ${command}, version ${version}, seed ${seed}, ${runs} runs of each option; typing it again reads the stored runs.`,
    english: '',
  },
  pictures: {
    through: (area) =>
      `Missiles through into ${area}: mean, interval of runs (thick), assumption range (thin)`,
    money: (code) => `Cost over all years, ${code} billion`,
  },
  sourceNames: {
    asks: 'sums asked; without any, GDP and total',
    rate: 'exchange rate',
    total: 'total of the shield',
    runs: 'runs of this program',
  },
  marks: { published: 'published', 'second-hand': 'second-hand', assumption: 'assumption' },
}

const FR: Words = {
  title: (name) => `${name} et le bouclier : les options côte à côte`,
  intro: (scenario, name) =>
    `Ce que ${name} peut faire, chaque option face aux mêmes raids du scénario « ${scenario} ». Moyennes des missiles qui retombent dans une zone, pour un raid ; rien n’est dit de leurs effets.`,
  options: {
    out: () => 'Rester à l’écart',
    sensors: () => 'Accueillir seulement des capteurs',
    'radar-first': (_, local) => `Son propre radar d’abord, ${local}`,
    share: (usd) => `Payer une part de ${usd} milliards USD`,
    full: (usd) => `Partenaire entier, consentement requis, ${usd} milliards USD`,
  },
  head: {
    option: 'Option',
    cost: (code) => `milliards ${code}`,
    usd: 'milliards USD',
    through: (area) => `Passent, ${area}`,
    change: (area) => `Écart par rapport au retrait, ${area}`,
    range: 'plage des hypothèses',
    year: 'Année',
    programme: 'Autre dépense publiée',
    announced: 'montant annoncé',
  },
  notDistinguishable: 'non distinguable',
  sections: {
    what: 'Les options',
    protection: 'Ce qui change pour la protection',
    years: (code) => `Coût par année, milliards ${code}`,
    unpaid: 'Ce que le même argent laisse impayé',
    notModelled: 'Ce qui n’est pas modélisé',
    limits: 'Limites du modèle (en anglais)',
    sources: 'Sources',
  },
  says: {
    counts: (runs, interval) =>
      `${runs} tirages de chaque option, mêmes raids et mêmes aléas ; entre parenthèses l’intervalle à ${interval} des tirages.`,
    range: (disputed) =>
      `La plage des hypothèses est celle de la même moyenne avec toutes les hypothèses contestées ensemble à chaque extrémité ; ce n’est pas un intervalle des tirages. Sont contestées : ${disputed}.`,
    rate: (rate, code, date) => `À ${rate} ${code} pour un dollar US (${date}).`,
    spread:
      'Une part se répartit sur les années comme le coût de l’ensemble ; un programme également. Prix constants.',
    radar:
      'Si un radar est construit d’abord sans autre adhésion, les tirages sont ceux de l’accueil de capteurs : seul l’argent diffère.',
    times:
      'L’option coûte tant de fois la somme publiée ; les prêts sont à rembourser et partagés par tous les membres.',
    runs: (command, version, seed, runs) =>
      `Calculé par ${command}, version ${version}, graine ${seed}, ${runs} tirages de chaque option ; la même commande relit les tirages conservés.`,
    english: 'Les textes du scénario et du catalogue sont en anglais.',
  },
  pictures: {
    through: (area) =>
      `Missiles passés, ${area} : moyenne, intervalle des tirages (épais), plage des hypothèses (mince)`,
    money: (code) => `Coût de toutes les années, milliards ${code}`,
  },
  sourceNames: {
    asks: 'sommes demandées ; à défaut, PIB et total',
    rate: 'taux de change',
    total: 'total du bouclier',
    runs: 'tirages de ce programme',
  },
  marks: { published: 'publié', 'second-hand': 'de seconde main', assumption: 'hypothèse' },
}

export const WORDS: Readonly<Record<Language, Words>> = { en: EN, fr: FR }

/** Numbers with the decimal sign and the space for thousands of the language. */
export function local(text: string, language: Language): string {
  return language === 'fr' ? text.replaceAll(',', '\u202f').replaceAll('.', ',') : text
}
