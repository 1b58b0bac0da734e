/** Colours of the charts on paper, told apart by all kinds of colour vision. */
export const BLUE = '#0b5f9e'
export const ORANGE = '#c4570b'
export const LIGHT = '#a9cbe4'
export const GREY = '#7d8b99'
