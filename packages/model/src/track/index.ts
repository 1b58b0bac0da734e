export { statedTrack, type Track } from './stated-track.ts'
