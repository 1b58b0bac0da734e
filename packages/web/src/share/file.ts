import { download } from '../charts/save.ts'
import { asked } from '../state/answers.ts'
import { ModelMistakes } from '../model/client.ts'
import { quickThread } from '../model/threads.ts'
import { take, useApp, type Subject } from '../state/store.ts'
import { useKeep } from './notice.ts'

/** As much as a scenario file may have, bytes. */
const MOST_BYTES = 512 * 1024

/** Opens a scenario file. One with mistakes is told with their places, and what was shown stays. */
export async function openFile(file: File): Promise<void> {
  const { name } = file
  const refuse = (mistakes: ModelMistakes['list']): void => useKeep.setState({ refused: { name, mistakes } })
  if (file.size > MOST_BYTES) {
    refuse([
      { code: 'invalid', message: `invalid file of ${file.size} bytes: at most ${MOST_BYTES}`, where: name },
    ])
    return
  }
  const subject: Subject = { preset: undefined, name, text: await file.text(), set: {} }
  try {
    await quickThread().ask('open', { scenario: asked(subject) })
  } catch (error) {
    refuse(
      error instanceof ModelMistakes
        ? error.list
        : [{ code: 'invalid', message: `invalid file: ${String(error)}` }],
    )
    return
  }
  useKeep.setState({ refused: undefined, notice: undefined })
  take(subject)
}

/** Saves what is shown as a file that the command line runs to the same bytes. */
export async function saveFile(): Promise<void> {
  const { subject } = useApp.getState()
  const text = await quickThread().ask('text', { scenario: asked(subject) })
  download(`${subject.name.replace(/\.ya?ml$/i, '')}.yaml`, new Blob([text], { type: 'application/yaml' }))
}
