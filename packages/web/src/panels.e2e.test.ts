import { readFileSync } from 'node:fs'
import { answerOf } from '@opendome/model/answer'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { appOfFile } from './testing/app.ts'

const app = appOfFile()

const RUNS = 20
const path = `/?runs=${RUNS}`
const PLANES = '[data-card=fleet] .field[data-path="interceptors.sbi.shell.planes"]'

const shown = (page: Page): Promise<string> =>
  page.evaluate(() => JSON.stringify(window.opendome!.document()))
/** Waits until the answer is that of what is set. */
const settled = (page: Page) => page.waitForSelector('#answer[aria-busy=false]')
const byCommand = (text: string): string =>
  JSON.stringify(answerOf({ command: 'run', scenario: { name: 'cbo-2026', text }, runs: RUNS }).document)
const VARIED = (planes: number): string =>
  `opendome: 1\nfrom: cbo-2026\ninterceptors:\n  - id: sbi\n    shell:\n      planes: ${planes}\n`

it('a slider gives the answer of the changed scenario; keys take it back and bring it back', async () => {
  await app.visit({ path }, async ({ page, said }) => {
    await settled(page)
    const first = await shown(page)
    await page.focus(`${PLANES} input[type=range]`)
    // Held down, a key is one step.
    await page.keyboard.down('ArrowRight')
    await page.keyboard.down('ArrowRight')
    await page.keyboard.up('ArrowRight')
    await page.waitForSelector('#answer[aria-busy=true]')
    await settled(page)
    expect(await page.inputValue(`${PLANES} input.number`)).toBe('102')
    expect(await page.textContent(`${PLANES} .former`)).toContain('was 100')
    const changed = await shown(page)
    expect(changed).toBe(byCommand(VARIED(102)))
    await page.keyboard.press('Control+z')
    expect(await page.inputValue(`${PLANES} input.number`)).toBe('100')
    await settled(page)
    expect(await shown(page)).toBe(first)
    await page.keyboard.press('Control+Shift+Z')
    expect(await page.inputValue(`${PLANES} input.number`)).toBe('102')
    await settled(page)
    expect(await shown(page)).toBe(changed)
    expect(said).toEqual([])
  })
})

it('a link opens the same document in a fresh profile; a broken and a newer one say so', async () => {
  const { hash, document } = await app.visit({ path }, async ({ page }) => {
    await settled(page)
    await page.fill(`${PLANES} input.number`, '120')
    await page.keyboard.press('Enter')
    await page.waitForSelector('#answer[aria-busy=true]')
    await settled(page)
    await page.click('.share button:has-text("Copy link")')
    await page.waitForFunction(() => location.hash.startsWith('#v1.'))
    return { hash: new URL(page.url()).hash, document: await shown(page) }
  })
  await app.visit({ path: path + hash }, async ({ page }) => {
    await settled(page)
    expect(await shown(page)).toBe(document)
    expect(await page.inputValue(`${PLANES} input.number`)).toBe('120')
  })
  await app.visit({ path: `${path}${hash.slice(0, -9)}` }, async ({ page }) => {
    expect(await page.textContent('[data-testid=notice]')).toContain('This link is broken')
  })
  await app.visit({ path: `${path}#v2.abc` }, async ({ page }) => {
    expect(await page.textContent('[data-testid=notice]')).toContain('newer version of opendome')
  })
})

it('a broken file is told with its place and leaves what was shown; a right one is taken, kept, and saved', async () => {
  await app.visit({ path }, async ({ page }) => {
    await settled(page)
    const before = await shown(page)
    const open = (name: string, text: string) =>
      page.setInputFiles('.share input[type=file]', {
        name,
        mimeType: 'text/yaml',
        buffer: Buffer.from(text),
      })
    await open('broken.yaml', VARIED(102).replace('102', '-3'))
    const told = await page.waitForSelector('[data-testid=mistakes]')
    expect(await told.textContent()).toContain('broken.yaml cannot be opened')
    expect(await told.textContent()).toContain('broken.yaml:6:15')
    expect(await told.textContent()).toContain('-3')
    expect(await shown(page)).toBe(before)
    await open('mine.yaml', VARIED(90))
    await page.waitForSelector('#answer[aria-busy=true]')
    await settled(page)
    expect(await page.isVisible('[data-testid=mistakes]')).toBe(false)
    expect(JSON.parse(await shown(page))).toMatchObject({
      leaked: (JSON.parse(byCommand(VARIED(90))) as { leaked: object }).leaked,
    })
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.click('.share button:has-text("Save file")'),
    ])
    expect(download.suggestedFilename()).toBe('mine.yaml')
    const saved = readFileSync(await download.path(), 'utf8')
    expect(byCommand(saved)).toBe(await shown(page))
    await page.reload()
    await settled(page)
    expect(await page.textContent('[data-testid=notice]')).toContain('where you left off')
    expect(await page.inputValue(`${PLANES} input.number`)).toBe('90')
  })
})

it('nothing is wider than a phone, and every input has a name', async () => {
  await app.visit({ path, width: 390, height: 844 }, async ({ page }) => {
    await settled(page)
    for (const card of await page.$$('.card:not([open]) > summary')) await card.click()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    const nameless = await page.$$eval('.cards input, .cards select', (inputs) =>
      inputs
        .filter((i) => !i.ariaLabel && ((i as HTMLInputElement).labels?.length ?? 0) === 0)
        .map((i) => i.outerHTML),
    )
    expect(nameless).toEqual([])
  })
})

it('takes another value of a source and gives it back; starts afresh; tells of a broken link though something is kept; saves a legend', async () => {
  await app.visit({ path }, async ({ page }) => {
    await settled(page)
    const before = await shown(page)
    await page.click('.share button:has-text("Start afresh")')
    await settled(page)
    await page.fill('.source-search input', 'sbi-notional')
    await page.click('button[aria-label="use low: sbi-notional sspk"]')
    await page.waitForSelector('#answer[aria-busy=true]')
    await settled(page)
    expect((JSON.parse(await shown(page)) as { changed_assumptions: object[] }).changed_assumptions).toEqual([
      { path: 'interceptors.sbi.vehicle.sspk', preset: 0.8, value: 0.5 },
    ])
    await page.click('button[aria-label="use the catalog’s: sbi-notional sspk"]')
    await page.waitForSelector('#answer[aria-busy=true]')
    await settled(page)
    expect(await shown(page)).toBe(before)

    await page.locator('#chart-years').scrollIntoViewIfNeeded()
    await page.waitForSelector('#chart-years .plot svg')
    const [picture] = await Promise.all([
      page.waitForEvent('download'),
      page.click('#chart-years button:has-text("SVG")'),
    ])
    const svg = readFileSync(await picture.path(), 'utf8')
    expect(svg).toContain('>authority<')
    expect(svg).toContain('>outlays<')
    expect(svg).toContain('No changed assumptions.')
    expect(Number(/ width="(\d+)"/.exec(svg)![1])).toBeGreaterThan(250)

    await page.fill(`${PLANES} input.number`, '90')
    await page.press(`${PLANES} input.number`, 'Enter')
    await page.waitForSelector('#answer[aria-busy=true]')
    await settled(page)
    await page.goto(`${new URL(page.url()).origin}/?runs=20#v1.broken`)
    await page.reload()
    await settled(page)
    expect(await page.textContent('[data-testid=notice]')).not.toContain('where you left off')
    expect(await page.inputValue(`${PLANES} input.number`)).toBe('90')
  })
})
