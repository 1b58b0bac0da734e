import type { StudyWords } from './study.en.ts'

/** Les textes des études en français. */
export const studyFr: StudyWords = {
  title: 'En demander plus : une étude',
  lead: 'La réponse du haut repose sur quelques centaines de tirages. Une étude demande au même scénario bien plus de tirages, ou ce qui change la réponse, ou suit un champ.',
  kind: 'Étude',
  kinds: {
    runs: 'Beaucoup de tirages de ce scénario',
    sensitivity: 'Ce qui change la réponse',
    sweep: 'Un champ, valeur par valeur',
  },
  what: {
    runs: 'Combien passent, avec l’intervalle aussi étroit que le permettent les tirages.',
    sensitivity:
      'Chaque hypothèse contestée passe de sa valeur basse à sa valeur haute, les autres étant à l’une ou à l’autre : de combien la moyenne change, et si cela dépend des autres.',
    sweep: 'La moyenne et son intervalle à chaque valeur d’un champ, sur les mêmes tirages.',
  },
  runs: 'Tirages',
  runsEach: 'Tirages de chaque point',
  width: 'Finir quand l’intervalle à 95 % est aussi étroit, en missiles',
  never: 'jamais',
  field: 'Champ',
  from: 'De',
  to: 'À',
  steps: 'Valeurs',
  where: 'Calculé par',
  server: (address) => `le serveur à ${address}`,
  page: 'cette page',
  token: 'Jeton du serveur',
  tokenNote: 'Gardé jusqu’à la fermeture de la page, et nulle part ailleurs.',
  size: (points, runs, one) =>
    one ? `${runs} tirages au plus.` : `${points} points, ${runs} tirages au plus.`,
  tooMany: {
    page: (most) =>
      `Une page calcule ${most} tirages au plus. Demandez-en moins, ou lancez opendome serve et ouvrez-y l’application.`,
    pageOfServer: (most) =>
      `Une page calcule ${most} tirages au plus. Demandez-en moins, ou laissez calculer le serveur.`,
    server: (most) => `${most} tirages au plus d’ici. Demandez-en moins, ou tapez opendome study --yes.`,
  },
  wrong: 'Un nombre manque ou sort de ses limites.',
  start: 'Lancer',
  end: 'Finir maintenant',
  leave: 'La laisser au serveur',
  phase: {
    asking: 'Lecture du scénario…',
    waiting: (where) => `En attente : ${where} est à une autre étude.`,
    noHosts: (where) => `Aucun hôte ne travaille pour ${where}. L’étude en attend un : opendome worker.`,
    running: (where) => `Calcul en cours : ${where}.`,
    silent: (where) =>
      `Pas de réponse : ${where}. Ce qui est fait y est gardé ; l’étude reprend dès qu’opendome serve est relancé, et cette page essaie toutes les quelques secondes.`,
    ending: 'Fin ; ce qui est fait est remis…',
  },
  done: (runs, of) => `${runs} tirages sur ${of}`,
  progress: 'Tirages faits',
  problem: {
    silent: (where) => `Pas de réponse : ${where}. Relancez opendome serve, ou laissez calculer cette page.`,
    early:
      'L’étude a été finie avant que son premier lot de tirages soit complet. Ce qui est calculé est gardé : la même étude continue de là.',
    forgotten: 'Le serveur ne connaît plus cette étude. Lancez-la de nouveau.',
  },
  result: {
    computed: (where) => `Calculé par ${where}.`,
    of: (scenario) => `De ${scenario}.`,
    former: 'C’est celui du scénario avant son dernier changement.',
    early: 'L’étude a été finie avant son terme.',
    narrow: 'L’étude a fini parce que l’intervalle était assez étroit.',
    files: 'Emporter',
    report: 'Rapport (JSON)',
    study: 'Fichier d’étude',
    changed: (list) => `Hypothèses changées : ${list}.`,
    unchanged: 'Aucune hypothèse changée.',
    footer: (version, seed, runs) => `opendome ${version}, graine ${seed}, ${runs} tirages`,
    none: 'Pas un seul lot de tirages n’a été fait.',
    unknown: 'Les effets sont connus quand tous les points sont faits.',
    unmoved: 'Aucune hypothèse ne la change.',
    refused: (values) => `Le modèle refuse ${values}.`,
    limits: 'Limites',
    numbers: {
      title: 'Les nombres',
      unit: 'par tirage',
      columns: ['', 'moyenne', 'bas', 'haut', '5 %', 'médiane', '95 %'],
      note: 'Bas et haut : l’intervalle à 95 % de la moyenne. 5 %, médiane, 95 % : des tirages.',
    },
    sweep: {
      title: (field) => `Missiles qui passent, selon : ${field}`,
      unit: 'moyenne par tirage, avec son intervalle à 95 %',
      y: 'missiles qui passent, moyenne',
      cost: (field) => `Coût, selon : ${field}`,
      costUnit: 'milliards de dollars US sur l’horizon',
      columns: ['moyenne', 'bas', 'haut', 'tirages'],
    },
    sensitivity: {
      title: 'De combien chaque hypothèse change la réponse',
      unit: 'missiles qui passent en moyenne, ampleur moyenne du changement de bas à haut ; les traits sont des intervalles à 95 %',
      x: 'missiles qui passent, changement de la moyenne',
      columns: ['', 'ampleur moyenne', 'bas', 'haut', 'changement moyen', 'dispersion'],
      note: (mean) =>
        `Moyenne du tout : ${mean}. Une dispersion aussi grande que le changement dit que l’effet dépend des autres.`,
    },
    outputs: {
      leaked: 'missiles qui passent',
      killed: 'missiles arrêtés',
      shots: 'tirs',
      p_no_leak: 'chance qu’aucun ne passe',
      total_usd_b: 'coût, milliards de dollars US',
    },
  },
}
