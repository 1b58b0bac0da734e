import { studyEn, type StudyWords } from './study.en.ts'
import { studyFr } from './study.fr.ts'
import { useLanguage } from './words.ts'

const STUDY = { en: studyEn, fr: studyFr } as const

/** The texts of studies in the language of the page. */
export const useStudyWords = (): StudyWords => STUDY[useLanguage()]
