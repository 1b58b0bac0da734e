import { useEffect } from 'react'
import '../style/study.css'
import { Problem } from '../app/problem.tsx'
import { useStudyWords } from '../text/study.ts'
import { figure } from '../text/words.ts'
import { Form } from './form.tsx'
import { usePlaceWords } from './place.ts'
import { Results } from './results.tsx'
import { end, takeUpStudy, useStudy } from './state.ts'

/** Studies of the scenario of the page, by the server where there is one, else by the page. */
export function Study() {
  const words = useStudyWords()
  useEffect(() => void takeUpStudy(), [])
  return (
    <section className="study" id="study" aria-labelledby="study-title">
      <h2 id="study-title">{words.title}</h2>
      <p>{words.lead}</p>
      <Form />
      <Course />
      <Trouble />
      <Results />
    </section>
  )
}

/** How far it is, and who is at it. */
function Course() {
  const words = useStudyWords()
  const { phase, place, progress } = useStudy()
  const where = usePlaceWords()(place)
  const said =
    phase === undefined
      ? ''
      : phase === 'asking' || phase === 'ending'
        ? words.phase[phase]
        : phase === 'running' && progress?.hosts === 0
          ? words.phase.noHosts(where)
          : words.phase[phase](where)
  return (
    <div className="study-course" data-phase={phase ?? 'none'}>
      <p role="status" data-testid="study-status">
        {said}
      </p>
      {phase !== undefined && (
        <div className="study-progress">
          <progress
            aria-label={words.progress}
            {...(progress === undefined ? {} : { value: progress.runs, max: Math.max(1, progress.of) })}
          />
          {progress !== undefined && (
            <span className="small" data-testid="study-runs">
              {words.done(figure(progress.runs), figure(progress.of))}
            </span>
          )}
          <button type="button" onClick={end}>
            {phase === 'silent' ? words.leave : words.end}
          </button>
        </div>
      )}
    </div>
  )
}

function Trouble() {
  const words = useStudyWords()
  const { problem, place } = useStudy()
  const where = usePlaceWords()(place)
  if (problem === undefined) return null
  return (
    <div role="alert" data-testid="study-problem">
      {typeof problem === 'string' ? (
        <p className="problem">
          {problem === 'silent' ? words.problem.silent(where) : words.problem[problem]}
        </p>
      ) : (
        <Problem list={problem} />
      )}
    </div>
  )
}
