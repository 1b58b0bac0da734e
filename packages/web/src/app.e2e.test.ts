import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { appOfFile } from './testing/app.ts'
import { faults } from './testing/faults.ts'

const app = appOfFile()

const PATH = '/?runs=20'
const WAIT = { timeout: 90_000 }

async function ready(page: Page): Promise<void> {
  await page.waitForSelector('[data-testid=sentence]', WAIT)
  await page.waitForSelector('.globe[data-drawn=true][data-scene=true]', WAIT)
}

it('plays, takes any moment, tells a missile’s story, and compares studies; axe-core finds nothing serious', async () => {
  await app.visit({ path: PATH }, async ({ page, said, abroad }) => {
    await ready(page)
    const clockText = (): Promise<string | null> => page.textContent('[data-testid=clock]')
    const before = await clockText()
    await page.click('.transport .play')
    await expect.poll(clockText, WAIT).not.toBe(before)
    await page.click('.transport .play')
    const slider = page.locator('.transport input[type=range]')
    await slider.focus()
    await slider.press('End')
    await expect.poll(clockText, WAIT).toBe('35:01 / 35:01')
    expect(await page.textContent('[data-testid=tally]')).toBe('0 in flight · 8 stopped · 2 through')
    await slider.press('Home')
    expect(await page.textContent('[data-testid=tally]')).toContain('0 stopped · 0 through')

    await page.click('.lane-names button.leaked')
    await page.waitForSelector('[data-testid=story]', WAIT)
    expect(await page.textContent('[data-testid=story]')).toMatch(
      /raid-9 got through to united-states: .*none was left/,
    )

    await page.click('#compare button')
    await page.waitForSelector('[data-testid=compared] svg', WAIT)
    const rows = await page.$$eval('#compare-total_usd_b tbody tr', (all) =>
      all.map((row) => [...row.children].map((c) => c.textContent ?? '')),
    )
    const changes = rows.map((row) => Number(row.at(-1)!.replaceAll(',', '')))
    // CBO's 1,154.4 to AEI's 269.5, each step as rounded in the table.
    expect(changes.reduce((sum, x) => sum + x, 0)).toBeCloseTo(269.5 - 1154.4, -0.5)
    expect(await faults(page)).toEqual([])
    expect(said).toEqual([])
    expect(abroad).toEqual([])
  })
})

it('works on a phone, in French, by keyboard alone', async () => {
  await app.visit({ path: PATH, width: 390, height: 844, language: 'fr-CA' }, async ({ page, said }) => {
    await ready(page)
    expect(await page.textContent('[data-testid=sentence]')).toContain('missiles passent')
    expect(await page.getAttribute('html', 'lang')).toBe('fr')
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(wide).toBeLessThanOrEqual(0)
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip')
    await page.keyboard.press('Enter')
    await expect
      .poll(() => page.evaluate(() => location.hash + document.activeElement?.id), WAIT)
      .toContain('answer')
    await page.locator('.globe canvas').focus()
    const moved = (): Promise<number> => page.evaluate(() => window.opendomeGlobe!.work.frames)
    const frames = await moved()
    await page.keyboard.press('ArrowLeft')
    await expect.poll(moved, WAIT).toBeGreaterThan(frames)
    expect(await faults(page)).toEqual([])
    expect(said).toEqual([])
  })
})

it('shows a flat map and says so where nothing draws WebGL', async () => {
  await app.visit({ path: PATH, webgl: false }, async ({ page, abroad }) => {
    await ready(page)
    expect(await page.textContent('.flat .note')).toContain('no WebGL')
    expect(await page.textContent('[data-testid=sentence]')).toContain('of 10 missiles get through')
    const colours = await page.$eval('.flat canvas', (canvas) => {
      const own = canvas as HTMLCanvasElement
      const { data } = own.getContext('2d')!.getImageData(0, 0, own.width, own.height)
      const seen = new Set<number>()
      for (let i = 0; i < data.length; i += 4) seen.add((data[i]! << 16) | (data[i + 1]! << 8) | data[i + 2]!)
      return seen.size
    })
    expect(colours).toBeGreaterThan(20)
    expect(await page.locator('.key li').count()).toBeGreaterThan(5)
    await page.getByLabel('Satellites', { exact: true }).uncheck()
    await page.waitForFunction((before) => {
      const own = document.querySelector<HTMLCanvasElement>('.flat canvas')!
      const { data } = own.getContext('2d')!.getImageData(0, 0, own.width, own.height)
      const seen = new Set<number>()
      for (let i = 0; i < data.length; i += 4) seen.add((data[i]! << 16) | (data[i + 1]! << 8) | data[i + 2]!)
      return seen.size < before
    }, colours)
    expect(abroad).toEqual([])
  })
})
