import { lazy, Suspense, useDeferredValue } from 'react'
import { Behind } from '../answer/behind.tsx'
import { Sentence } from '../answer/sentence.tsx'
import { useApp } from '../state/store.ts'
import { useWords } from '../text/words.ts'
import { Header } from './header.tsx'
import { Cards } from '../panels/cards.tsx'
import { ShareBar } from '../share/bar.tsx'
import { Notices } from '../share/notices.tsx'
import { PrintedReport } from '../share/report.tsx'
import { Mistakes } from './mistakes.tsx'

const Stage = lazy(() => import('../globe/stage.tsx').then((m) => ({ default: m.Stage })))

const Answers = lazy(() => import('../charts/answers.tsx').then((m) => ({ default: m.Answers })))

const Study = lazy(() => import('../study/study.tsx').then((m) => ({ default: m.Study })))
const Compare = lazy(() => import('../compare/compare.tsx').then((m) => ({ default: m.Compare })))
const Sources = lazy(() => import('../sources/sources.tsx').then((m) => ({ default: m.Sources })))

/** The page: the answer first, the shield beside it, what stands behind it below. */
export function App() {
  const words = useWords()
  const answered = useDeferredValue(useApp((s) => s.quick !== undefined))
  return (
    <>
      <a className="skip" href="#answer">
        {words.skip}
      </a>
      <Header />
      <main>
        <div className="first">
          <div className="column">
            <Notices />
            <Sentence />
            <Mistakes />
            <Behind />
            <ShareBar />
            <PrintedReport />
          </div>
          <div className="stage">
            <Suspense fallback={<p className="stage-wait">{words.globe.loading}</p>}>
              <Stage />
            </Suspense>
          </div>
          <div className="column below">
            <Cards />
          </div>
        </div>
        {answered && (
          <Suspense fallback={null}>
            <Answers />
            <Study />
            <Compare />
            <Sources />
          </Suspense>
        )}
      </main>
    </>
  )
}
