import { deflateRawSync } from 'node:zlib'
import { NATIONS } from '@opendome/model/nations'
import { prepare, readScenario } from '@opendome/model'
import { sceneOf, sightsOf } from '@opendome/model/answer'
import { Nations, partnerChanges, shortfallReport, shortfallSteps } from '@opendome/model/study'
import { expect, it } from 'vitest'
import { appOfFile } from './testing/app.ts'

const app = appOfFile()

const WAIT = { timeout: 60_000 }
const SETTLED = '#answer[aria-busy=false]'

function ended<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const next = steps.next()
    if (next.done === true) return next.value
  }
}

const linkTo = (subject: object): string =>
  `/?runs=4#v1.${deflateRawSync(JSON.stringify(subject)).toString('base64url')}`

/** Two radars, two batteries, three partners: small enough to run in no time. */
const SMALL = `opendome: 1
name: Small shield with partners
epoch: 2030-01-01T00:00:00Z
interceptors:
  - { id: near, layer: lower, at: { lat_deg: 41.9, lon_deg: -87.9 }, inventory: 1, vehicle: thaad-class }
  - { id: far, layer: lower, at: { lat_deg: 41.9, lon_deg: -87.9 }, inventory: 1, vehicle: thaad-class }
threats:
  - { id: raid, vehicle: icbm-solid-generic, launch: { site: sinpung-dong }, aim: { site: chicago }, count: 3 }
command: { shots_per_target: 1 }
defended: [{ area: united-states }, { area: canada }]
partners:
  - { id: united-states, hosts: [interceptors.near], pays: { share: 0.9 } }
  - { id: canada, hosts: [interceptors.far] }
  - { id: japan, pays: { share: 0.1 } }
cost: { preset: cbo-2026 }
run: { runs: 20, seed: 3 }
`
const SEEN = `opendome: 1
name: One missile under two sensors
epoch: 2030-01-01T00:00:00Z
sensors:
  - { id: slot, sensor: early-warning-geo, orbit: { geostationary_deg: 120 } }
  - { id: dish, sensor: early-warning-radar-clear }
threats:
  - { id: raid, vehicle: icbm-solid-generic, launch: { site: sinpung-dong }, aim: { site: chicago } }
defended: [{ area: united-states }]
`

it('lays over the globe where remains fall, with the shares of the command, and takes it away', async () => {
  await app.visit({ path: '/?runs=20' }, async ({ page, said }) => {
    await page.waitForSelector(SETTLED, WAIT)
    const laid = () => page.evaluate(() => window.opendomeGlobe!.laid)
    expect((await laid()).ground).toBe(0)
    await page.getByLabel('Where remains fall', { exact: true }).check()
    const key = await page.waitForSelector('[data-testid=fallen]', WAIT)
    const prepared = prepare(readScenario('opendome: 1\nfrom: cbo-2026'))
    const { threats } = shortfallReport(
      prepared,
      ended(shortfallSteps(prepared, { runs: 20, nations: new Nations(NATIONS) })),
    )
    const all = threats.reduce((sum, t) => sum + t.intercepts, 0)
    const russia = threats
      .flatMap((t) => t.places)
      .filter((p) => p.nation === 'russia' && p.zone === 'land')
      .reduce((sum, p) => sum + p.intercepts / all, 0)
    expect(russia).toBeGreaterThan(0.02)
    const line = (await key.innerText()).split('\n').find((l) => l.includes('Russia, land'))!
    expect(Math.abs(Number.parseFloat(line) / 100 - russia)).toBeLessThan(0.006)
    expect((await laid()).ground).toBeGreaterThan(100)
    await page.getByLabel('Where remains fall', { exact: true }).uncheck()
    await page.waitForFunction(() => window.opendomeGlobe!.laid.ground === 0)
    expect(said).toEqual([])
  })
})

it('draws who sees what at each moment, and the ground that batteries defend', async () => {
  const prepared = prepare(readScenario(SEEN))
  const { sights } = sightsOf(prepared, sceneOf(prepared, 0))
  await app.visit({ path: linkTo({ name: 'seen.yaml', text: SEEN }) }, async ({ page, said }) => {
    await page.waitForSelector(SETTLED, WAIT)
    const slider = page.locator('.transport input[type=range]')
    expect(sights.length).toBeGreaterThan(1)
    for (const { from, to } of [sights[0]!, sights.at(-1)!]) {
      await slider.fill(String(Math.floor((from + to) / 2)))
      const at = Number(await slider.inputValue())
      const lines = sights.filter((s) => s.from <= at && at < s.to).length
      expect(lines).toBeGreaterThan(0)
      await page.waitForFunction((n) => window.opendomeGlobe!.laid.sights === n, lines, WAIT)
    }
    expect(said).toEqual([])
  })
  await app.visit({ path: linkTo({ name: 'small.yaml', text: SMALL }) }, async ({ page }) => {
    await page.waitForSelector(SETTLED, WAIT)
    expect(await page.getByLabel('Who sees what', { exact: true }).count()).toBe(0)
    await page.getByLabel('Footprints of batteries', { exact: true }).check()
    const key = await page.waitForSelector('[data-testid=footprints]', WAIT)
    expect(await key.innerText()).toContain('2 of 2 pairs')
    await page.waitForFunction(() => window.opendomeGlobe!.laid.ground > 20)
  })
})

it('switches partners off and on, with the change in the answer and what each changes', async () => {
  const own = ended(partnerChanges(readScenario(SMALL), 20))
  await app.visit({ path: linkTo({ name: 'small.yaml', text: SMALL }) }, async ({ page, said }) => {
    await page.waitForSelector(SETTLED, WAIT)
    const leaked = () =>
      page.evaluate(() => (window.opendome!.document() as { leaked: { mean: number } }).leaked.mean)
    const before = await leaked()
    await page.click('[data-card=partners] summary')
    await page.getByRole('button', { name: /What does each change/ }).click()
    await page.waitForSelector('[data-testid=partner-changes]', WAIT)
    for (const { partner, leaked: change } of own.partners) {
      const text = await page.innerText(`[data-partner=${partner}] .partner-change`)
      expect(text).toContain(change!.distinguishable ? `+${change!.mean.toFixed(2)}` : 'not distinguishable')
    }
    await page.getByLabel('Canada', { exact: true }).uncheck()
    await page.waitForSelector('#answer[aria-busy=true]')
    await page.waitForSelector(SETTLED, WAIT)
    expect(await leaked()).toBeGreaterThan(before)
    // What was computed was of another scenario.
    expect(await page.locator('[data-testid=partner-changes]').count()).toBe(0)
    expect(await page.innerText('[data-card=partners] .card-gist')).toBe('2 of 3 in')
    await page.getByLabel('Canada', { exact: true }).check()
    await page.waitForSelector('#answer[aria-busy=true]')
    await page.waitForSelector(SETTLED, WAIT)
    expect(await leaked()).toBe(before)
    expect(said).toEqual([])
  })
})
