import { costPresets, studyPresets } from '@opendome/model'
import type { Subject } from '@opendome/model/answer'
import { PRESETS } from '@opendome/model/generated'
import { MAX_SCENARIO_SIZE, nearest } from '@opendome/model/scenario'
import { failure } from './failure.ts'

interface Asked {
  readonly scenario?: string | undefined
  readonly preset?: string | undefined
  readonly name: string
}

/** What a question is about. Throws failures of status 400, 404 and 413. */
export function subjectOf({ scenario, preset, name }: Asked): Subject {
  const text = textOf(
    { scenario, preset },
    'scenario',
    (id) => {
      if (Object.hasOwn(PRESETS, id)) return PRESETS[id]
      // Of some studies only the cost is published.
      return costPresets().includes(id) ? null : undefined
    },
    [...Object.keys(PRESETS), ...costPresets()],
  )
  return { name: preset ?? name, text: text ?? undefined }
}

/** Text of a study file, and of the scenario that came with it. Throws as `subjectOf`. */
export function studyTexts(asked: {
  readonly study?: string | undefined
  readonly scenario?: string | undefined
  readonly preset?: string | undefined
}): { readonly text: string; readonly scenario: string | undefined } {
  const ids = studyPresets()
  const text = textOf(
    asked,
    'study',
    (id) => (ids.includes(id) ? `opendome_study: 1\nfrom: ${id}\n` : undefined),
    ids,
  )
  const { scenario } = asked
  return { text, scenario: scenario === undefined ? undefined : small(scenario, 'scenario') }
}

function textOf<N extends 'scenario' | 'study', T extends string | null>(
  asked: { readonly [key in N]?: string | undefined } & { readonly preset?: string | undefined },
  noun: N,
  presetText: (id: string) => T | undefined,
  ids: readonly string[],
): string | T {
  const { preset } = asked
  const text = asked[noun]
  if ((text === undefined) === (preset === undefined))
    throw failure(
      400,
      text === undefined ? 'missing' : 'invalid',
      `${noun}: expected either ${noun} or preset`,
      `${noun} holds the text of a file, preset the id of one that comes with the program`,
    )
  if (text !== undefined) return small(text, noun)
  const found = presetText(preset!)
  if (found !== undefined) return found
  const near = nearest(preset!, ids)
  throw failure(
    404,
    'unknown',
    `preset ${preset}: no ${noun} of the program`,
    near === undefined ? `there are ${ids.join(', ')}` : `did you mean ${near}?`,
  )
}

function small(text: string, noun: string): string {
  const bytes = Buffer.byteLength(text)
  if (bytes <= MAX_SCENARIO_SIZE) return text
  throw failure(
    413,
    'invalid',
    `${noun} of ${bytes} bytes: expected at most ${MAX_SCENARIO_SIZE}`,
    `a ${noun} is a short text; is this the right one?`,
  )
}
