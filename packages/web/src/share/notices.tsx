import { useEffect, useState, type ReactNode } from 'react'
import { MistakeList } from '../app/mistakes.tsx'
import { usePanelWords } from '../text/panels.ts'
import { openFile } from './file.ts'
import { startAfresh } from './keep.ts'
import { useKeep } from './notice.ts'

/** What became of a link, of what was kept, and of a file that was opened or dropped here. */
export function Notices(): ReactNode {
  const words = usePanelWords().share
  const { notice, refused } = useKeep()
  const over = useDrop()
  return (
    <>
      {over && (
        <div className="drop" aria-hidden="true">
          {words.drop}
        </div>
      )}
      {notice !== undefined && (
        <div
          className={notice === 'restored' ? 'notice' : 'notice warning'}
          role="status"
          data-testid="notice"
        >
          <p>{words.notices[notice]}</p>
          {notice === 'restored' && (
            <button type="button" onClick={startAfresh}>
              {words.afresh}
            </button>
          )}
          <button type="button" onClick={() => useKeep.setState({ notice: undefined })}>
            {words.close}
          </button>
        </div>
      )}
      {refused !== undefined && (
        <MistakeList title={words.refused(refused.name)} mistakes={refused.mistakes}>
          <p>{words.stays}</p>
          <button type="button" onClick={() => useKeep.setState({ refused: undefined })}>
            {words.close}
          </button>
        </MistakeList>
      )}
    </>
  )
}

/** Opens files that are dropped on the page; true while one is held over it. */
function useDrop(): boolean {
  const [over, setOver] = useState(false)
  useEffect(() => {
    const stop = new AbortController()
    const { signal } = stop
    const hasFile = (e: DragEvent): boolean => e.dataTransfer?.types.includes('Files') === true
    const hold = (e: DragEvent): void => {
      if (!hasFile(e)) return
      e.preventDefault()
      setOver(true)
    }
    window.addEventListener('dragover', hold, { signal })
    window.addEventListener('dragleave', (e) => e.relatedTarget === null && setOver(false), { signal })
    window.addEventListener(
      'drop',
      (e) => {
        if (!hasFile(e)) return
        e.preventDefault()
        setOver(false)
        const file = e.dataTransfer?.files[0]
        if (file !== undefined) void openFile(file)
      },
      { signal },
    )
    return () => stop.abort()
  }, [])
  return over
}
