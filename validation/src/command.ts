import {
  barrageShots,
  killChance,
  objectsToEngage,
  ruleLedger,
  shootLookShoot,
} from '@opendome/model/command'
import { monteCarlo, prepare, readScenario } from '@opendome/model'
import { AssignmentSolver } from '@opendome/model/math'
import { absolute, exact, reported, within, type Case, type Row } from './case.ts'
import { source } from './sources.ts'

const WHOLE = exact('Costs and sums are whole numbers.')

/** Least total of the costs, and the largest of the costs with their signs changed. */
function assignment(name: string, cost: readonly (readonly number[])[], expected: number): Row[] {
  const rows = cost.length
  const columns = cost[0]?.length ?? 0
  const solver = new AssignmentSolver(rows, columns)
  const costs = Float64Array.from(cost.flat())
  const least = solver.solve(rows, columns, costs)
  const largest = solver.solve(
    rows,
    columns,
    costs.map((value) => -value),
    true,
  )
  return [
    within(`sum ${name}`, '', expected, least, WHOLE),
    within(`sum ${name}, signs changed and maximised`, '', -expected, largest, WHOLE),
  ]
}

const FORBIDDEN = Infinity

const ROUNDED = absolute(1, '', 'The source rounds to a whole interceptor.')
const DIGITS = absolute(0.005, '', 'The re-derived value has two decimals.')
const PRINTED = absolute(1e-4, '', 'The source prints four digits.')

/** Wilkening's example: sspk 0.7, common factor 0.99, 80 % chance of no leaker. */
const SSPK = 0.7
const P_TRACK = 0.99
const CONFIDENCE = 0.8

/** Shoot-look-shoot with the first salvo of `first`, and all the shots of the barrage if need be. */
function lookShots(warheads: number, first: number): number {
  const all = barrageShots(warheads, CONFIDENCE, SSPK, P_TRACK)
  return warheads * shootLookShoot(SSPK, [first, all - first]).shots
}

/** The common factor that `barrageShots` asks for at least, found by asking. */
function leastCommonFactor(): number {
  let low = 0
  let high = 1
  while (high - low > 1e-9) {
    const middle = (low + high) / 2
    try {
      barrageShots(10, CONFIDENCE, SSPK, middle)
      high = middle
    } catch {
      low = middle
    }
  }
  return high
}

/** Runs of the scenario whose mean is compared. */
const BOOK_RUNS = 20

/** The scenario iron-dome-2012 as run from launch to impact, against what the counts that it is given say in closed form. */
function ironDomeRun(reading: string, threats: number, fired: number, rate: number): Row[] {
  const counts = `threats: [{id: at-the-area, count: ${threats}}, {id: at-open-ground, count: ${fired - threats}}]`
  const scenario = readScenario(`opendome: 1\nfrom: iron-dome-2012\nreadings: null\n${counts}`)
  const result = monteCarlo(prepare(scenario), { runs: BOOK_RUNS })
  const { rule } = result.fight
  const spread = 3.9 * Math.sqrt((threats * rate * (1 - rate)) / BOOK_RUNS)
  const drawn = absolute(spread, '', `3.9 standard errors of the mean of ${BOOK_RUNS} binomial runs.`)
  return [
    within(`engaged in the run, ${reading}`, '', threats, rule?.engaged ?? NaN, WHOLE),
    within(`left alone in the run, ${reading}`, '', fired - threats, rule?.saved ?? NaN, WHOLE),
    within(`shots in the run, ${reading}`, '', threats, result.shots, WHOLE),
    within(`stopped in the run, ${reading}`, '', threats * rate, result.killed, drawn),
  ]
}

/** Books of the rule "engage only what will hit something that matters" over 1,500 rockets, of which `engaged` were threats. */
function ironDome(reading: string, engaged: number, intercepted: number): Row[] {
  const fired = 1500
  const objects = Array.from({ length: fired }, (_, k) => ({
    judgedThreat: k < engaged,
    dangerous: k < engaged,
  }))
  const books = ruleLedger(objects, 1)
  const leaked = books.engaged - intercepted
  return [
    reported(`engaged, ${reading}`, '', '421 or 421/0.86', books.engaged),
    reported(`engagements saved by the rule, ${reading}`, '', 'not published', books.shotsSaved),
    reported(`share engaged, ${reading}`, '%', 'not published', (100 * books.engaged) / fired),
    reported(`engaged and not stopped, of those fired, ${reading}`, '%', 'below 7', (100 * leaked) / fired),
  ]
}

/** Kill chances of 1 to 5 shots of sspk 0.56. */
function ladder(pTrack: number, printed: readonly number[]): Row[] {
  return printed.map((expected, i) =>
    within(
      `kill chance, ${i + 1} shots, common factor ${pTrack}`,
      '',
      expected,
      killChance(0.56, i + 1, pTrack),
      PRINTED,
    ),
  )
}

export const COMMAND_CASES: readonly Case[] = [
  {
    id: 'command/assignment-3',
    class: 'published',
    source: source('scipy', 'linear_sum_assignment_test_cases'),
    rows: () => [
      ...assignment(
        '3 × 3',
        [
          [400, 150, 400],
          [400, 450, 600],
          [300, 225, 300],
        ],
        850,
      ),
    ],
  },
  {
    id: 'command/assignment-more',
    class: 'published',
    source: source('scipy', 'linear_sum_assignment_test_cases'),
    note: 'The tests of the math room also compare the single costs taken, and all cases turned by 90°.',
    rows: () => [
      ...assignment(
        '3 × 4',
        [
          [400, 150, 400, 1],
          [400, 450, 600, 2],
          [300, 225, 300, 3],
        ],
        452,
      ),
      ...assignment(
        'second 3 × 3',
        [
          [10, 10, 8],
          [9, 8, 1],
          [9, 7, 4],
        ],
        18,
      ),
      ...assignment(
        'second 3 × 4',
        [
          [10, 10, 8, 11],
          [9, 8, 1, 1],
          [9, 7, 4, 10],
        ],
        15,
      ),
      ...assignment(
        '3 × 3 with forbidden pairs',
        [
          [10, FORBIDDEN, FORBIDDEN],
          [FORBIDDEN, FORBIDDEN, 1],
          [FORBIDDEN, 7, FORBIDDEN],
        ],
        18,
      ),
    ],
  },
  {
    id: 'command/barrage',
    class: 'published',
    source: source('wilkening'),
    rows: () => [
      within(
        'interceptors, 20 warheads, one barrage',
        '',
        113,
        20 * barrageShots(20, CONFIDENCE, SSPK, P_TRACK),
        ROUNDED,
      ),
      within(
        'interceptors, 20 warheads, shoot-look-shoot, first salvo of two',
        '',
        47,
        lookShots(20, 2),
        ROUNDED,
      ),
      within(
        'interceptors, 10 warheads and 10 decoys not told apart, one barrage',
        '',
        73,
        barrageShots(10, CONFIDENCE, SSPK, P_TRACK) * objectsToEngage(10, 10, 1, 1),
        ROUNDED,
      ),
    ],
  },
  {
    id: 'command/barrage-digits',
    class: 'closed form',
    source: source('arithmetic', 'Wilkening’s example to more digits'),
    rows: () => [
      within(
        '20 warheads, one barrage',
        '',
        113.07,
        20 * barrageShots(20, CONFIDENCE, SSPK, P_TRACK),
        DIGITS,
      ),
      within('20 warheads, shoot-look-shoot, first salvo of one', '', 47.92, lookShots(20, 1), DIGITS),
      within('20 warheads, shoot-look-shoot, first salvo of two', '', 46.58, lookShots(20, 2), DIGITS),
      within(
        '10 warheads and 10 decoys, one barrage',
        '',
        73.21,
        barrageShots(10, CONFIDENCE, SSPK, P_TRACK) * objectsToEngage(10, 10, 1, 1),
        DIGITS,
      ),
      within(
        'least common factor, 10 warheads at 0.8',
        '',
        0.978,
        leastCommonFactor(),
        absolute(5e-4, '', 'The source prints three digits.'),
      ),
    ],
  },
  {
    id: 'command/ladder',
    class: 'published',
    source: source('gmdNotes'),
    rows: () => [
      ...ladder(1, [0.56, 0.8064, 0.9148, 0.9625, 0.9835]),
      ...ladder(0.9, [0.504, 0.7258, 0.8233, 0.8663, 0.8852]),
    ],
  },
  {
    id: 'command/iron-dome-2012',
    class: 'bracket',
    source: source('ironDome2012'),
    note: 'Bookkeeping of what was published, in both readings of 421; no evidence for the physics. What fell in built-up areas was reported as below 7 %.',
    rows: () => [
      ...ironDome('421 engaged', 421, Math.round(0.86 * 421)),
      ...ironDome('421 intercepted', Math.round(421 / 0.86), 421),
    ],
  },
  {
    id: 'command/iron-dome-2012-run',
    class: 'closed form',
    source: source('ironDome2012'),
    note: 'The scenario of that name is given the counts and the chance of a shot; the run from launch to impact has to keep the books. No evidence for the physics.',
    rows: () => [
      ...ironDomeRun('421 engaged', 421, 1500, 0.86),
      ...ironDomeRun('421 intercepted', Math.round(421 / 0.86), 1500, 0.86),
    ],
  },
]
