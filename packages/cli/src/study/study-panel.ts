import type * as Plot from '@observablehq/plot'
import type { Size } from '../picture/style.ts'

/** A chart of a study's picture under its caption; `whole` takes the full width. */
export interface StudyPanel {
  readonly caption: string
  readonly height: number
  readonly whole: boolean
  readonly plot: (size: Size) => Plot.PlotOptions
}

/** The charts of a picture and the line above them. */
export interface StudyPanels {
  readonly subtitle: string
  readonly panels: readonly StudyPanel[]
}
