import type { Overrides } from '@opendome/model'

/** An assumption of which two values are disputed. */
export interface Dispute {
  readonly id: string
  readonly doc: string
  readonly low: Overrides
  readonly high: Overrides
}

/** What a reader asks for. */
export type Choice =
  | {
      readonly kind: 'runs'
      readonly runs: number
      /** Ends when the 95 % interval of the mean is this narrow, missiles; undefined: after all runs. */
      readonly width: number | undefined
    }
  | { readonly kind: 'sensitivity'; readonly runs: number; readonly inputs: number }
  | {
      readonly kind: 'sweep'
      readonly runs: number
      readonly path: string
      readonly name: string
      readonly from: number
      readonly to: number
      readonly steps: number
      readonly whole: boolean
    }

/** A study and its scenario, as texts: what the server is sent, and what the thread of the page is handed. */
export interface Job {
  readonly study: string
  readonly scenario: string
}

/** What stands for the scenario whose text comes with the study: `SCENARIO_BESIDE` of the model, which is not loaded into the page for a word. */
const BESIDE = './scenario.yaml'
/** Trajectories of a sensitivity analysis, each of one point more than there are inputs. */
const TRAJECTORIES = 10
/** Runs between two looks at the interval. */
const BATCH = 200

/** Points of a study, and the most runs that it can come to. */
export function sizeOf(choice: Choice): { readonly points: number; readonly runs: number } {
  const points =
    choice.kind === 'runs'
      ? 1
      : choice.kind === 'sweep'
        ? stepsOf(choice)
        : TRAJECTORIES * (choice.inputs + 1)
  return { points, runs: points * choice.runs }
}

/** Whole numbers have no more values than there are between the ends. */
const stepsOf = ({ from, to, steps, whole }: Extract<Choice, { kind: 'sweep' }>): number =>
  whole ? Math.min(steps, Math.abs(Math.round(to) - Math.round(from)) + 1) : steps

/**
 * The file of a study, as `opendome study` takes it beside the scenario's own: JSON, which is YAML. It names the scenario as
 * `./scenario.yaml`. `disputes`: the inputs of a sensitivity analysis; each is switched between its two values (Morris with two levels), the others at either.
 */
export function studyFile(
  choice: Choice,
  about: {
    /** Of the scenario. */
    readonly name: string
    /** Does it say what it costs? */
    readonly cost: boolean
    readonly disputes: readonly Dispute[]
  },
): string {
  const { kind, runs } = choice
  const { name, cost, disputes } = about
  const head = { opendome_study: 1, name: `${NAMES[kind]}: ${name}`.slice(0, 200), scenario: BESIDE }
  if (kind === 'runs') {
    const { width } = choice
    const until = width === undefined ? {} : { batch: BATCH, until: { output: 'leaked', ci95_width: width } }
    return text({ ...head, sampling: { runs, ...until } })
  }
  if (kind === 'sensitivity')
    return text({
      ...head,
      outputs: ['leaked'],
      sampling: { runs },
      sensitivity: {
        method: 'morris',
        levels: 2,
        trajectories: TRAJECTORIES,
        inputs: disputes.map(({ id, doc, low, high }) => ({
          id,
          name: doc.slice(0, 200),
          options: [
            { id: 'low', set: low },
            { id: 'high', set: high },
          ],
        })),
      },
    })
  const { path, name: field, from, to, whole } = choice
  return text({
    ...head,
    outputs: ['leaked', 'killed', 'shots', 'p_no_leak', ...(cost ? ['total_usd_b'] : [])],
    sampling: { runs },
    sweep: { axes: [{ id: 'field', name: field, path, range: [from, to], steps: stepsOf(choice), whole }] },
  })
}

const NAMES: Readonly<Record<Choice['kind'], string>> = {
  runs: 'Many runs',
  sensitivity: 'What moves the answer',
  sweep: 'One field, value by value',
}

const text = (document: object): string => `${JSON.stringify(document, null, 2)}\n`
