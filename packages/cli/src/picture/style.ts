/** Font of the pictures; its files come with the program. */
export const FONT = 'DejaVu Sans'

export const INK = '#1f2933'
export const SOFT = '#52606d'
export const PAPER = '#ffffff'
export const GRID = '#d9e2ec'
export const LAND = '#e4e7eb'
export const SEA = '#f7fafc'

/** Colours that all kinds of colour vision tell apart (Okabe and Ito, 2002). */
export const POWERED = '#d55e00'
export const FREE = '#0072b2'

/** What a plot is to this program. */
export interface Panel {
  readonly outerHTML: string
}

export interface Size {
  readonly width: number
  readonly height: number
}

/** Style that replaces the plot's own. */
export const PLOT_STYLE = { fontFamily: FONT, fontSize: '13px', background: 'none', color: INK } as const
