import { prepare, readScenario } from '@opendome/model'
import { sceneOf } from '@opendome/model/answer'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { appOfFile } from './testing/app.ts'
import { faults } from './testing/faults.ts'

const app = appOfFile()

const WAIT = { timeout: 60_000 }
const SETTLED = '#answer[aria-busy=false]'

/** Colours of the map, and the light of one place of it, rad. */
const look = (page: Page) =>
  page.$eval('.flat canvas', (canvas) => {
    const own = canvas as HTMLCanvasElement
    const { data } = own.getContext('2d')!.getImageData(0, 0, own.width, own.height)
    let sum = 0
    for (let i = 0; i < data.length; i++) sum = (Math.imul(sum, 31) + data[i]!) | 0
    return sum
  })

const lightAt = (page: Page, place: { lat: number; lon: number }) =>
  page.$eval(
    '.flat canvas',
    (canvas, { lat, lon }) => {
      const own = canvas as HTMLCanvasElement
      const [x, y] = [(lon / Math.PI + 1) * 0.5 * own.width, (0.5 - lat / Math.PI) * own.height]
      const { data } = own.getContext('2d')!.getImageData(x - 12, y - 12, 24, 24)
      return data.reduce((total, value) => total + value, 0)
    },
    place,
  )

it('lays the layers of the globe over the flat map, and shades the night, where nothing draws WebGL', async () => {
  await app.visit({ path: '/?runs=20', webgl: false }, async ({ page, said }) => {
    await page.waitForSelector(SETTLED, WAIT)
    await page.waitForSelector('.flat[data-scene=true]', WAIT)
    // Satellites would be counted with the ground.
    await page.getByLabel('Satellites', { exact: true }).uncheck()
    await page.getByLabel('Paths', { exact: true }).uncheck()
    const bare = await look(page)
    for (const layer of ['Where remains fall', 'In reach, by launch place', 'Orbital planes']) {
      await page.getByLabel(layer, { exact: true }).check()
      await expect.poll(() => look(page), WAIT).not.toBe(bare)
      await page.getByLabel(layer, { exact: true }).uncheck()
      await expect.poll(() => look(page), WAIT).toBe(bare)
    }
    const scene = sceneOf(prepare(readScenario('opendome: 1\nfrom: cbo-2026')), 0)
    const t = Number(await page.inputValue('.transport input[type=range]'))
    const [x, y, z] = [scene.sun_eci[0]!, scene.sun_eci[1]!, scene.sun_eci[2]!]
    const lon = Math.atan2(y, x) - scene.angle - scene.angleRate * t
    const noon = { lat: Math.asin(z), lon: Math.atan2(Math.sin(lon), Math.cos(lon)) }
    const midnight = { lat: -noon.lat, lon: noon.lon > 0 ? noon.lon - Math.PI : noon.lon + Math.PI }
    const [day, dark] = [await lightAt(page, noon), await lightAt(page, midnight)]
    await page.getByLabel('Day and night', { exact: true }).uncheck()
    await expect.poll(() => lightAt(page, midnight), WAIT).toBeGreaterThan(1.2 * dark)
    expect(await lightAt(page, noon)).toBe(day)
    expect(await page.locator('.flat .labels .launch').count()).toBe(1)
    // It is the test that reads the picture again and again.
    expect(said.filter((line) => !line.includes('willReadFrequently'))).toEqual([])
  })
})

it('is there for who prefers it, and the globe comes back', async () => {
  await app.visit({ path: '/?runs=20', width: 390, height: 844 }, async ({ page, said }) => {
    await page.waitForSelector('.globe[data-drawn=true][data-scene=true]', WAIT)
    // The names of places stand on the globe from its first frame on.
    const boxes = await page.$$eval('.labels span', (all) =>
      all.map((span) => span.getBoundingClientRect().toJSON() as DOMRect),
    )
    const picture = (await page.locator('.globe canvas').boundingBox())!
    expect(boxes.length).toBeGreaterThan(0)
    for (const { x, y } of boxes) {
      expect(x - picture.x).toBeGreaterThan(0)
      expect(x - picture.x).toBeLessThan(picture.width)
      expect(y - picture.y).toBeGreaterThan(0)
      expect(y - picture.y).toBeLessThan(picture.height)
    }
    const time = await page.textContent('[data-testid=clock]')
    await page.getByRole('button', { name: 'Flat map' }).click()
    await page.waitForSelector('.flat[data-scene=true]', WAIT)
    expect(await page.textContent('[data-testid=clock]')).toBe(time)
    expect(await faults(page)).toEqual([])
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
    ).toBeLessThanOrEqual(0)
    await page.getByRole('button', { name: 'Globe' }).click()
    await page.waitForSelector('.globe:not(.flat)[data-drawn=true]', WAIT)
    await expect.poll(() => page.evaluate(() => window.opendomeGlobe!.work.frames), WAIT).toBeGreaterThan(1)
    expect(said).toEqual([])
  })
})
