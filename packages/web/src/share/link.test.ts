import { expect, it } from 'vitest'
import { hashOf, LinkError, subjectOf } from './link.ts'

const changed = {
  preset: 'cbo-2026',
  name: 'cbo-2026',
  text: 'opendome: 1\nfrom: cbo-2026\n',
  set: { 'interceptors.sbi.shell.planes': 120, 'threats.raid.vehicle': 'icbm-liquid-generic' },
}
const own = {
  preset: undefined,
  name: 'été.yaml',
  text: 'opendome: 1\nname: "été, 6 km/s"\n'.repeat(40),
  set: {},
}

it.each([changed, own])('a subject comes back from its link as it was', async (subject) => {
  const hash = await hashOf(subject)
  expect(hash).toMatch(/^v1\.[\w-]+$/)
  expect(await subjectOf(`#${hash}`)).toEqual(subject)
})

it('a changed preset takes a short link', async () => {
  expect((await hashOf(changed)).length).toBeLessThan(200)
})

it('tells a link of a later program from a broken one, and other hashes from both', async () => {
  const reason = (hash: string) =>
    subjectOf(hash).then(
      (subject) => subject,
      (error: unknown) => (error instanceof LinkError ? error.reason : error),
    )
  const good = await hashOf(own)
  expect(await reason('#answer')).toBeUndefined()
  expect(await reason('#v2.abc')).toBe('newer')
  expect(await reason('#v1.%%%')).toBe('broken')
  expect(await reason(`#${good.slice(0, -20)}`)).toBe('broken')
  // Unpacks to more than a scenario may have.
  expect(await reason(`#${await hashOf({ ...own, text: 'x'.repeat(600_000) })}`)).toBe('broken')
})
