/** Version of the program, carried by every result. */
export const VERSION = '0.1.0'
