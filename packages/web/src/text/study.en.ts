/** The texts of studies in English; the type is this one's. */
export const studyEn = {
  title: 'Ask for more: a study',
  lead: 'The answer at the top rests on a few hundred runs. A study asks the same scenario for many more, or for what moves the answer, or goes along one field.',
  kind: 'Study',
  kinds: {
    runs: 'Many runs of this scenario',
    sensitivity: 'What moves the answer',
    sweep: 'One field, value by value',
  },
  what: {
    runs: 'How many get through, with the interval as narrow as the runs make it.',
    sensitivity:
      'Each disputed assumption is switched between its low and its high value, with the others at either: how far the mean moves, and whether it depends on the others.',
    sweep: 'The mean with its interval at each value of one field, over the same draws.',
  },
  runs: 'Runs',
  runsEach: 'Runs of each point',
  width: 'End when the 95 % interval is this narrow, missiles',
  never: 'never',
  field: 'Field',
  from: 'From',
  to: 'To',
  steps: 'Values',
  where: 'Computed by',
  server: (address: string): string => `the server at ${address}`,
  page: 'this page',
  token: 'Token of the server',
  tokenNote: 'Kept until the page is closed, and nowhere else.',
  size: (points: string, runs: string, one: boolean): string =>
    one ? `${runs} runs at most.` : `${points} points, ${runs} runs at most.`,
  tooMany: {
    page: (most: string): string =>
      `A page computes ${most} runs at most. Ask for fewer, or start opendome serve and open the app there.`,
    pageOfServer: (most: string): string =>
      `A page computes ${most} runs at most. Ask for fewer, or let the server compute.`,
    server: (most: string): string =>
      `At most ${most} runs from here. Ask for fewer, or type opendome study --yes.`,
  },
  wrong: 'A number is missing or out of its range.',
  start: 'Start',
  end: 'End now',
  leave: 'Leave it to the server',
  phase: {
    asking: 'Reading the scenario …',
    waiting: (where: string): string => `Waiting for ${where}, which is at another study.`,
    noHosts: (where: string): string =>
      `No host is at work for ${where}. The study waits for one: opendome worker.`,
    running: (where: string): string => `Computing: ${where}.`,
    silent: (where: string): string =>
      `No answer from ${where}. What is done is kept there; the study goes on when opendome serve is started again, and this page tries every few seconds.`,
    ending: 'Ending; what is done is handed over …',
  },
  done: (runs: string, of: string): string => `${runs} of ${of} runs`,
  progress: 'Runs done',
  problem: {
    silent: (where: string): string =>
      `No answer from ${where}. Start opendome serve again, or let this page compute.`,
    early:
      'It was ended before its first batch of runs was whole. What was computed is kept: the same study goes on from there.',
    forgotten: 'The server does not know this study any more. Start it again.',
  },
  result: {
    computed: (where: string): string => `Computed by ${where}.`,
    of: (scenario: string): string => `Of ${scenario}.`,
    former: 'It is of the scenario before its last change.',
    early: 'It was ended before its time.',
    narrow: 'It ended since the interval was narrow enough.',
    files: 'Take away',
    report: 'Report (JSON)',
    study: 'Study file',
    changed: (list: string): string => `Changed assumptions: ${list}.`,
    unchanged: 'No changed assumptions.',
    footer: (version: string, seed: string, runs: string): string =>
      `opendome ${version}, seed ${seed}, ${runs} runs`,
    none: 'Not one batch of runs was done.',
    unknown: 'Effects are known when all points are done.',
    unmoved: 'No assumption moves it.',
    refused: (values: string): string => `The model refuses ${values}.`,
    limits: 'Limits',
    numbers: {
      title: 'The numbers',
      unit: 'per run',
      columns: ['', 'mean', 'low', 'high', '5 %', 'median', '95 %'],
      note: 'Low and high: the 95 % interval of the mean. 5 %, median, 95 %: of the runs.',
    },
    sweep: {
      title: (field: string): string => `Missiles that get through, by ${field}`,
      unit: 'mean per run, with its 95 % interval',
      y: 'missiles through, mean',
      cost: (field: string): string => `Cost, by ${field}`,
      costUnit: 'billions of dollars over the horizon',
      columns: ['mean', 'low', 'high', 'runs'],
    },
    sensitivity: {
      title: 'How far each assumption moves the answer',
      unit: 'missiles through on average, mean size of the change from low to high; lines are 95 % intervals',
      x: 'missiles through, change of the mean',
      columns: ['', 'mean size', 'low', 'high', 'mean change', 'spread'],
      note: (mean: string): string =>
        `Mean over all of it: ${mean}. A spread as large as the change says that the effect depends on the others.`,
    },
    outputs: {
      leaked: 'missiles through',
      killed: 'missiles stopped',
      shots: 'shots',
      p_no_leak: 'chance that none gets through',
      total_usd_b: 'cost, USD billion',
    } as Record<string, string>,
  },
}

export type StudyWords = typeof studyEn
