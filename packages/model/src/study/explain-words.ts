import type { Cause } from '../battle/index.ts'
import { placeName, type Language } from './place-name.ts'

/** Interceptors that do the same at one moment: how many, of which layer (its id), of which kind. */
export interface Shots {
  readonly count: number
  readonly layer: string
  readonly kind: string
}

/** The sentences of a missile's story. `object` is what is meant where it is not the missile; altitudes and places are written by `altitude` and `place`. */
interface StoryWords {
  /** lat and lon, degrees. */
  readonly place: (lat: number, lon: number) => string
  /** km. */
  readonly altitude: (km: number) => string
  /** `after`: s since the start of the raid. */
  readonly liftoff: (missile: string, from: string, after: number, aim: string) => string
  readonly seen: (altitude: string) => string
  readonly solution: string
  readonly decision: string
  readonly release: (shots: Shots, object: string | undefined) => string
  /** `speed`: km/s over the ground. */
  readonly burnout: (altitude: string, speed: number) => string
  readonly hit: (shots: Shots, object: string | undefined, altitude: string) => string
  readonly miss: (shots: Shots, object: string | undefined, altitude: string) => string
  /** It was dead when they came. */
  readonly intercept: (shots: Shots, object: string | undefined) => string
  readonly leak: (object: string | undefined, place: string) => string
  readonly impact: (object: string | undefined, place: string) => string
  readonly released: (object: string) => string
  readonly neverSeen: string
  readonly neverSolved: string
  readonly stopped: (missile: string, shots: number) => string
  readonly fellElsewhere: (missile: string, shots: number) => string
  readonly leaked: (missile: string, area: string, causes: string) => string
  readonly causes: Readonly<Record<Cause, string>>
}

/** One interceptor or several, as the subject of what they do. */
const shotsEn = ({ count, layer, kind }: Shots, one: string, several: string): string =>
  `${count === 1 ? 'An interceptor' : `${count} interceptors`} of ${layer} (${kind}) ${count === 1 ? one : several}`

const firedEn = (shots: number): string =>
  shots === 0
    ? 'nothing was fired at it'
    : `${shots} interceptor${shots === 1 ? ' was' : 's were'} fired at it`

const EN: StoryWords = {
  place: (lat, lon) =>
    `${Math.abs(lat).toFixed(1)}° ${lat < 0 ? 'S' : 'N'} ${Math.abs(lon).toFixed(1)}° ${lon < 0 ? 'W' : 'E'}`,
  altitude: (km) => `an altitude of ${km.toFixed(0)} km`,
  liftoff: (missile, from, after, aim) =>
    `${missile} lifts off from ${from}, ${after.toFixed(0)} s after the start of the raid, aimed at ${aim}.`,
  seen: (altitude) => `The launch is reported; it is at ${altitude}.`,
  solution: 'A firing solution stands.',
  decision: 'Interceptors may be released.',
  release: (shots, object = 'it') => `${shotsEn(shots, 'is', 'are')} released at ${object}.`,
  burnout: (altitude, speed) => `It burns out at ${altitude} and ${speed.toFixed(2)} km/s over the ground.`,
  hit: (shots, object = 'it', altitude) =>
    `${shotsEn(shots, 'destroys', 'destroy')} ${object} at ${altitude}.`,
  miss: (shots, object = 'it', altitude) => `${shotsEn(shots, 'misses', 'miss')} ${object} at ${altitude}.`,
  intercept: (shots, object = 'it') => `${shotsEn(shots, 'finds', 'find')} ${object} dead already.`,
  leak: (object = 'it', place) => `${object} comes down in a defended area, at ${place}.`,
  impact: (object = 'it', place) => `${object} comes down outside every defended area, at ${place}.`,
  released: (object) => `${object} is released.`,
  neverSeen: 'It is never seen.',
  neverSolved: 'Its track never gets good enough to fire at.',
  stopped: (missile, shots) => `${missile} was stopped; ${firedEn(shots)}.`,
  fellElsewhere: (missile, shots) => `${missile} came down outside every defended area; ${firedEn(shots)}.`,
  leaked: (missile, area, causes) => `${missile} got through to ${area}: ${causes}.`,
  causes: {
    'not seen': 'it was not seen',
    'seen late': 'it was seen too late: from cloud break on an interceptor would have reached it',
    'judged harmless': 'it was taken for something that does no harm',
    'not authorised': 'nobody gave consent in time',
    'no reach': 'no layer that would have fired at it could reach it in time',
    'no interceptor left': 'interceptors could reach it, but none was left for it',
    missed: 'what was fired at it missed',
  },
}

const decimal = (x: number, decimals: number): string => x.toFixed(decimals).replace('.', ',')

const shotsFr = ({ count, layer, kind }: Shots, one: string, several: string): string =>
  `${count === 1 ? 'Un intercepteur' : `${count} intercepteurs`} de ${layer} (${kind}) ${count === 1 ? one : several}`

const firedFr = (shots: number): string =>
  shots === 0
    ? 'rien n’a été tiré sur lui'
    : `${shots} intercepteur${shots === 1 ? ' a été tiré' : 's ont été tirés'} sur lui`

const FR: StoryWords = {
  place: (lat, lon) =>
    `${decimal(Math.abs(lat), 1)}° ${lat < 0 ? 'S' : 'N'} ${decimal(Math.abs(lon), 1)}° ${lon < 0 ? 'O' : 'E'}`,
  altitude: (km) => `à ${km.toFixed(0)} km d’altitude`,
  liftoff: (missile, from, after, aim) =>
    `${missile} décolle de ${from}, ${after.toFixed(0)} s après le début du raid, et vise ${aim}.`,
  seen: (altitude) => `Le lancement est signalé; le missile est ${altitude}.`,
  solution: 'Une solution de tir est établie.',
  decision: 'Des intercepteurs peuvent être lancés.',
  release: (shots, object = 'le missile') =>
    `${shotsFr(shots, 'est lancé', 'sont lancés')} contre ${object}.`,
  burnout: (altitude, speed) =>
    `La poussée s’achève ${altitude}, à ${decimal(speed, 2)} km/s par rapport au sol.`,
  hit: (shots, object = 'le missile', altitude) =>
    `${shotsFr(shots, 'détruit', 'détruisent')} ${object} ${altitude}.`,
  miss: (shots, object = 'le missile', altitude) =>
    `${shotsFr(shots, 'manque', 'manquent')} ${object} ${altitude}.`,
  intercept: (shots, object = 'le missile') =>
    `${shotsFr(shots, 'trouve', 'trouvent')} ${object} déjà détruit.`,
  leak: (object = 'le missile', place) => `${object} tombe dans une zone défendue, à ${place}.`,
  impact: (object = 'le missile', place) => `${object} tombe hors de toute zone défendue, à ${place}.`,
  released: (object) => `Libération de ${object}.`,
  neverSeen: 'Il n’est jamais vu.',
  neverSolved: 'Sa piste n’est jamais assez précise pour qu’on tire.',
  stopped: (missile, shots) => `${missile} a été arrêté; ${firedFr(shots)}.`,
  fellElsewhere: (missile, shots) => `${missile} est tombé hors de toute zone défendue; ${firedFr(shots)}.`,
  leaked: (missile, area, causes) => `${missile} est passé (${placeName(area, 'fr')}) : ${causes}.`,
  causes: {
    'not seen': 'il n’a pas été vu',
    'seen late': 'il a été vu trop tard : dès la sortie des nuages, un intercepteur l’aurait atteint',
    'judged harmless': 'il a été pris pour un objet inoffensif',
    'not authorised': 'personne n’a donné son accord à temps',
    'no reach': 'aucune couche qui aurait tiré sur lui ne pouvait l’atteindre à temps',
    'no interceptor left': 'des intercepteurs pouvaient l’atteindre, mais il n’en restait aucun pour lui',
    missed: 'ce qui a été tiré sur lui l’a manqué',
  },
}

export const STORY_WORDS: Readonly<Record<Language, StoryWords>> = { en: EN, fr: FR }
