import { useStudyWords } from '../text/study.ts'
import { SERVER, type Place } from './state.ts'

/** Where a study is computed, in words. */
export function usePlaceWords(): (place: Place) => string {
  const words = useStudyWords()
  return (place) => (place === 'server' && SERVER !== undefined ? words.server(SERVER.address) : words.page)
}
