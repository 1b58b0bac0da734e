import { expect, it } from 'vitest'
import { appOfFile } from './testing/app.ts'

const app = appOfFile()

const path = '/?runs=20'
const SETTLED = '#answer[aria-busy=false]'

it('prints the answer with a picture of the run and two charts, though nobody has scrolled to them', async () => {
  await app.visit({ path }, async ({ page, said }) => {
    await page.waitForSelector(SETTLED)
    await page.waitForSelector('#chart-moves', { state: 'attached' })
    expect(await page.locator('.printed').isVisible()).toBe(false)
    await page.emulateMedia({ media: 'print' })
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')))
    const picture = page.locator('.printed img')
    await picture.waitFor({ state: 'visible' })
    // The globe in more than one colour, and not a black frame.
    const colours = await picture.evaluate(async (img) => {
      const own = img as HTMLImageElement
      await own.decode()
      const canvas = document.createElement('canvas')
      canvas.width = own.naturalWidth
      canvas.height = own.naturalHeight
      const context = canvas.getContext('2d')!
      context.drawImage(own, 0, 0)
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
      return new Set(
        Array.from({ length: data.length / 4 }, (_, i) => (data[4 * i]! << 8) | data[4 * i + 1]!),
      ).size
    })
    expect(colours).toBeGreaterThan(500)
    for (const chart of ['#chart-leakers', '#chart-moves'])
      expect(await page.locator(`${chart} .plot svg`).first().isVisible()).toBe(true)
    expect(await page.locator('#chart-causes').isVisible()).toBe(false)
    expect(await page.locator('.stage').isVisible()).toBe(false)
    const { length } = await page.pdf({ format: 'A4' })
    expect(length).toBeGreaterThan(20_000)
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')))
    expect(await picture.count()).toBe(0)
    expect(said).toEqual([])
  })
})

it('puts link and citation on the clipboard', async () => {
  await app.visit({ path }, async ({ page, address }) => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: address })
    await page.waitForSelector(SETTLED)
    await page.click('.share button:has-text("Copy link")')
    await page.waitForSelector('.share [role=status]:has-text("Link copied")')
    const link = await page.evaluate(() => navigator.clipboard.readText())
    expect(link).toMatch(new RegExp(`^${address}/.*#v1\\.[A-Za-z0-9_-]+$`))
    await page.click('.share button:has-text("Cite")')
    await page.click('.cite button:has-text("Copy")')
    await page.waitForSelector('.cite [role=status]:has-text("Copied")')
    const citation = await page.evaluate(() => navigator.clipboard.readText())
    expect(citation).toBe(await page.textContent('[data-testid=citation]'))
    expect(citation).toContain('CBO 2026')
  })
})

it('opens a file that is dropped on it, and says while one is held over it', async () => {
  await app.visit({ path }, async ({ page, said }) => {
    await page.waitForSelector(SETTLED)
    const held = await page.evaluateHandle(() => {
      const data = new DataTransfer()
      const text =
        'opendome: 1\nfrom: cbo-2026\nname: Dropped\ninterceptors:\n  - id: sbi\n    shell: { planes: 90 }\n'
      data.items.add(new File([text], 'dropped.yaml', { type: 'text/yaml' }))
      return data
    })
    await page.dispatchEvent('body', 'dragover', { dataTransfer: held })
    await page.waitForSelector('.drop')
    await page.dispatchEvent('body', 'drop', { dataTransfer: held })
    await page.waitForSelector('#answer[aria-busy=true]')
    await page.waitForSelector(SETTLED)
    expect(await page.locator('.drop').count()).toBe(0)
    const { scenario } = await page.evaluate(() => window.opendome!.document() as { scenario: string })
    expect(scenario).toBe('Dropped')
    const PLANES = '[data-card=fleet] .field[data-path="interceptors.sbi.shell.planes"] input.number'
    expect(await page.inputValue(PLANES)).toBe('90')
    expect(said).toEqual([])
  })
})
