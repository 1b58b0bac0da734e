import { useRef, useState, type ReactNode } from 'react'
import { useApp } from '../state/store.ts'
import { usePanelWords } from '../text/panels.ts'
import { figure, useLanguage } from '../text/words.ts'
import { citation } from './citation.ts'
import { openFile, saveFile } from './file.ts'
import { startAfresh } from './keep.ts'
import { hashOf, MOST_CHARACTERS } from './link.ts'

/** Puts a text on the clipboard; false where the browser does not let it. */
const copy = (text: string): Promise<boolean> =>
  (navigator.clipboard as Clipboard | undefined)?.writeText(text).then(
    () => true,
    () => false,
  ) ?? Promise.resolve(false)

/** Link, file, citation, print: what takes the scenario and its answer elsewhere. */
export function ShareBar(): ReactNode {
  const words = usePanelWords().share
  const [said, setSaid] = useState('')
  const chooser = useRef<HTMLInputElement>(null)
  const link = async (): Promise<void> => {
    const hash = await hashOf(useApp.getState().subject)
    const address = `${location.origin}${location.pathname}#${hash}`
    if (address.length > MOST_CHARACTERS) {
      setSaid(words.tooLong(figure(address.length), figure(MOST_CHARACTERS)))
      return
    }
    history.replaceState(null, '', `${location.pathname}${location.search}#${hash}`)
    setSaid((await copy(address)) ? words.copied : words.inAddress)
  }
  return (
    <section className="share" aria-label={words.label}>
      <button
        type="button"
        onClick={() => void link().catch(() => setSaid(words.tooLong('', figure(MOST_CHARACTERS))))}
      >
        {words.copyLink}
      </button>
      <button type="button" onClick={() => chooser.current?.click()}>
        {words.open}
      </button>
      <input
        ref={chooser}
        type="file"
        hidden
        accept=".yaml,.yml,.json"
        aria-label={words.open}
        onChange={(e) => {
          const [file] = e.target.files ?? []
          if (file !== undefined) void openFile(file)
          e.target.value = ''
        }}
      />
      <button type="button" onClick={() => void saveFile().catch(() => setSaid(words.notSaved))}>
        {words.save}
      </button>
      <Cite />
      <button type="button" onClick={() => window.print()}>
        {words.print}
      </button>
      <button type="button" onClick={startAfresh}>
        {words.afresh}
      </button>
      <p className="small" role="status">
        {said}
      </p>
    </section>
  )
}

/** The citation of what is shown, to copy. */
function Cite(): ReactNode {
  const words = usePanelWords()
  const document = useApp((s) => s.document)
  const stale = useApp((s) => s.stale)
  const language = useLanguage()
  const dialog = useRef<HTMLDialogElement>(null)
  const [copied, setCopied] = useState(false)
  const text = document && citation(document, words, today(language))
  return (
    <>
      <button
        type="button"
        disabled={text === undefined || stale}
        onClick={() => {
          setCopied(false)
          dialog.current?.showModal()
        }}
      >
        {words.share.cite}
      </button>
      <dialog ref={dialog} className="cite" aria-labelledby="cite-title">
        <h2 id="cite-title">{words.cite.title}</h2>
        <p data-testid="citation">{text}</p>
        <div>
          <button type="button" onClick={() => void copy(text ?? '').then(setCopied)}>
            {words.cite.copy}
          </button>
          <button type="button" onClick={() => dialog.current?.close()}>
            {words.cite.close}
          </button>
          <span className="small" role="status">
            {copied ? words.cite.copied : ''}
          </span>
        </div>
      </dialog>
    </>
  )
}

const today = (language: string): string =>
  new Date().toLocaleDateString(language === 'fr' ? 'fr-CA' : 'en-GB', { dateStyle: 'long' })
