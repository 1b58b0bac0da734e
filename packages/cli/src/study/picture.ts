import type { StudyReport } from '@opendome/model'
import type { PictureKind } from '../picture/file.ts'
import { CAPTION, label, page, panel, plotted, rendered } from '../picture/page.ts'
import { SOFT } from '../picture/style.ts'
import { counted } from '../text/format.ts'
import { changedSentence } from '../text/page.ts'
import { wrap } from '../text/wrap.ts'
import { effectsPanels } from './effects-picture.ts'
import { frontPanels } from './front-picture.ts'
import { leakerPanels } from './leakers-picture.ts'
import type { StudyPanels } from './study-panel.ts'
import { sweepPanels } from './sweep-picture.ts'

const WIDTH = 1200
const MARGIN = 40
const HEAD = 92
const LINE = 19
const GAP = 24

/** Draws a study. SVG text, or the bytes of a PNG twice as large. */
export function drawStudy(report: StudyReport, kind: PictureKind): Promise<string | Uint8Array> {
  return rendered(studySvg(report), WIDTH, kind)
}

/** The picture as SVG text. */
function studySvg(report: StudyReport): string {
  const { subtitle, panels } = panelsOf(report)
  const parts: string[] = []
  const half = (WIDTH - 3 * MARGIN) / 2
  let [y, column] = [HEAD, 0]
  for (const [i, { caption, height, whole, plot }] of panels.entries()) {
    const width = whole ? WIDTH - 2 * MARGIN : half
    const x = column === 0 ? MARGIN : 2 * MARGIN + half
    parts.push(panel(x, y, caption, plotted(plot({ width, height }))))
    column = whole || column === 1 || i === panels.length - 1 || panels[i + 1]!.whole ? 0 : 1
    if (column === 0) y += CAPTION + height + GAP
  }
  const footer = [
    ...(report.done ? [] : ['Stopped before its end.']),
    changedSentence(report),
    `opendome ${report.opendome}, study "${report.study}", scenario "${report.scenario}", seed ${report.seed}, ${counted(report.runs, 'run')}.`,
  ].flatMap((line) => wrap(line, 150))
  const footTop = y + 14
  return page(WIDTH, footTop + footer.length * LINE + 12, report.study, [
    label(MARGIN, 44, report.study, 24, true),
    label(MARGIN, 70, subtitle, 15, false, SOFT),
    ...parts,
    ...footer.map((line, i) => label(MARGIN, footTop + i * LINE, line, 13, false, SOFT)),
  ])
}

function panelsOf(report: StudyReport): StudyPanels {
  switch (report.kind) {
    case 'runs':
      return leakerPanels(report)
    case 'sweep':
      return sweepPanels(report)
    case 'sensitivity':
      return effectsPanels(report)
    case 'front':
      return frontPanels(report)
  }
}
