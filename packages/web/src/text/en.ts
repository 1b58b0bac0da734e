/** Every text of the app in English. A language is one such file; the type is this one's. */
export const en = {
  language: 'English',
  title: 'opendome',
  tagline: 'The open laboratory for a missile shield',
  skip: 'Skip to the answer',
  computing: 'Computing the first answer …',
  through: (low: string, high: string, of: string, one: boolean): string =>
    `${low === high ? low : `${low} to ${high}`} of ${of} ${one ? 'missile gets' : 'missiles get'} through, depending on what one assumes.`,
  throughPlain: (mean: string, of: string): string => `${mean} of ${of} missiles get through.`,
  thisReading: (mean: string): string => `This reading: ${mean}.`,
  money: (part: string, years: number): string =>
    `What fights in this run costs ${part} over ${years} years.`,
  moneyOther: (other: string): string => `The rest of the published system, not in this run, costs ${other}.`,
  noMoney: 'The scenario does not say what it costs.',
  billion: (x: string): string => `$${x} B`,
  sampling: (runs: string, low: string, high: string): string =>
    `Mean of ${runs} runs; sampling error, 95 %: ${low} to ${high} through.`,
  movesMost: (what: string): string => `What moves it most: ${what}.`,
  assumed: 'What was assumed',
  published: 'What is published',
  notModelled: 'Not modelled, and limits',
  why: 'Why do studies disagree?',
  sources: 'Where the numbers come from',
  study: 'Many runs, what moves the answer, one field: a study',
  stale: 'Computing anew …',
  refining: (what: string, percent: string): string => `Refining: ${what}, ${percent}`,
  whereComputed: 'Computed in this page, by the same code as the command line.',
  refused: 'This scenario cannot be computed; what is wrong stands below.',
  former: 'The answer above is of the scenario before.',
  sizing: (fleet: string, inReach: string, least: string, ratio: string): string =>
    `${fleet} interceptors on orbit, ${inReach} in reach on average, ${least} at the worst moment: ${ratio} on orbit for each in reach.`,
  scenario: 'Scenario',
  undo: 'Undo',
  redo: 'Redo',
  missiles: 'missiles',
  globe: {
    label: (text: string): string => `Globe. ${text}`,
    flatLabel: (text: string): string => `Flat map. ${text}`,
    flat: 'Flat map',
    globe: 'Globe',
    loading: 'Drawing the globe …',
    noWebGL: 'This browser draws no WebGL, so the map is flat. Everything else works.',
    play: 'Play',
    pause: 'Pause',
    faster: 'Faster',
    time: 'Time since the start of the raid',
    rate: (x: string): string => `${x}×`,
    follow: 'Follow',
    whole: 'Whole Earth',
    satellites: 'Satellites',
    planes: 'Orbital planes',
    areas: 'Defended areas',
    night: 'Day and night',
    layers: {
      sights: 'Who sees what',
      footprints: 'Footprints of batteries',
      shortfall: 'Where remains fall',
      map: 'In reach, by launch place',
    },
    noLayer: (layer: string, why: string): string => `${layer}: not to be had here, ${why}.`,
    footprintKey: (shown: number, of: number): string =>
      `Defended ground, ${shown} of ${of} pairs of battery and threat: aims inside an outline can be defended.`,
    noFootprint: (layer: string, threat: string, reason: string | undefined): string =>
      `${layer} against ${threat}: ${reason ?? 'nothing is defended'}.`,
    fallenKey: (intercepts: string, runs: number): string =>
      `Where remains of missiles hit under thrust come down (${intercepts} a run, ${runs} runs); line: where one would fall were its thrust ended, orange on land.`,
    noneFallen:
      'Nothing is hit under thrust; line: where a missile would fall were its thrust ended, orange on land.',
    place: (nation: string | undefined, zone: string): string =>
      zone === 'in-orbit'
        ? 'in orbit'
        : nation === undefined
          ? 'over 200 nm from any coast'
          : `${nation}, ${{ land: 'land', 'territorial-sea': 'sea within 12 nm', 'within-200-nm': 'sea within 200 nm' }[zone] ?? zone}`,
    reachKey: 'Interceptors in reach on average of a missile that starts here:',
    tracks: 'Paths',
    inFlight: (n: number): string => `${n} in flight`,
    hits: (n: number): string => `${n} stopped`,
    leaks: (n: number): string => `${n} through`,
    legend: {
      boost: 'Boost',
      midcourse: 'Midcourse',
      glide: 'Glide',
      terminal: 'Terminal',
      interceptor: 'Interceptor',
      hit: 'Hit',
      miss: 'Miss',
      leak: 'Leak',
      satellite: 'Satellite with interceptor',
      sensor: 'Sensor satellite',
    },
  },
  timeline: {
    title: 'What happens to each missile',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    story: (missile: string): string => `The story of ${missile}`,
    close: 'Close',
    show: (missile: string, fate: string): string => `${missile}, ${fate}: show its story`,
    fates: { killed: 'stopped', leaked: 'got through', 'fell-elsewhere': 'fell elsewhere' },
    events: {
      liftoff: 'liftoff',
      seen: 'seen',
      solution: 'firing solution',
      decision: 'decision',
      release: 'interceptor released',
      intercept: 'intercept',
      hit: 'hit',
      miss: 'miss',
      burnout: 'burnout',
      leak: 'leak',
      impact: 'impact',
    },
  },
  mistakes: {
    title: 'This cannot be computed',
    where: 'Place',
    hint: 'What to do',
    back: 'Take the change back',
  },
}

export type Words = typeof en
