import { VERSION } from '@opendome/model'
import { expect, it } from 'vitest'
import { programVersion } from './program.ts'

it('programVersion is the version of the model and a hash of what was built', () => {
  expect(programVersion()).toMatch(new RegExp(`^${VERSION.replaceAll('.', '\\.')}\\+[0-9a-f]{12}$`))
  expect(programVersion()).toBe(programVersion())
})
