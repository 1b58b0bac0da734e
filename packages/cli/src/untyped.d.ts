// What is used here of a package that brings no types.

declare module 'topojson-client' {
  export function feature(topology: unknown, object: unknown): unknown
}
