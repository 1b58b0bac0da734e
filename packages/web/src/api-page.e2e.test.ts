import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeToken } from '@opendome/server'
import type { Page } from 'playwright-core'
import { afterEach, expect, it } from 'vitest'
import { openApp } from './testing/browser.ts'
import { faults } from './testing/faults.ts'

const WAIT = { timeout: 60_000 }
const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

const form = (page: Page, route: string) => {
  const [method, path] = route.split(' ')
  return page.locator(`details:has(form[data-method="${method}"][data-path="${path}"])`)
}

/** Sends the request of a route, with values in its inputs, and gives status line and answer. */
async function sent(page: Page, route: string, values: Record<string, string> = {}): Promise<string[]> {
  const part = form(page, route)
  if ((await part.getAttribute('open')) === null) await part.locator('summary').click()
  for (const [name, value] of Object.entries(values)) await part.locator(`[name="${name}"]`).fill(value)
  await part.locator('button').click()
  await expect.poll(() => part.locator('button').isEnabled(), WAIT).toBe(true)
  return [
    (await part.locator('.status').textContent()) ?? '',
    (await part.locator('pre').textContent()) ?? '',
  ]
}

it('the page of the API sends what it describes, at a desk and on a phone, and axe-core finds nothing serious', async () => {
  const app = await openApp()
  closers.push(app.close)
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ] as const)
    await app.visit({ path: '/api/docs/', width, height }, async ({ page, said, abroad }) => {
      const [status, text] = await sent(page, 'POST /api/check')
      expect(status).toBe('200 application/json')
      expect(JSON.parse(text!)).toMatchObject({ ok: true, missiles: 1 })
      expect((await sent(page, 'GET /api/sources', { q: 'no & such' }))[1]).toContain('no & such')
      const [, begun] = await sent(page, 'POST /api/studies')
      const { study } = JSON.parse(begun!) as { study: string }
      const [stream, events] = await sent(page, 'GET /api/studies/{study}/events', { study })
      expect(stream).toBe('200 text/event-stream')
      expect(events).toMatch(/event: end\ndata: .*"state":"done"/)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      for (const closed of await page.$$('details:not([open]) > summary')) await closed.click()
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      expect(await faults(page)).toEqual([])
      expect([said, abroad]).toEqual([[], []])
    })
})

it('the page of the API takes a token where one is demanded, and shows why without', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'opendome-api-page-'))
  closers.push(() => rmSync(folder, { recursive: true, force: true }))
  const tokens = join(folder, 'tokens.json')
  const { token } = makeToken(tokens, { role: 'read', days: 1, name: '' })
  const app = await openApp({ tokens })
  closers.push(app.close)
  await app.visit({ path: '/api/docs/' }, async ({ page }) => {
    const [status, text] = await sent(page, 'GET /api/version')
    expect([status, (JSON.parse(text!) as { code: string }).code]).toEqual([
      '401 application/json',
      'missing',
    ])
    await page.fill('#token', token)
    expect((await sent(page, 'GET /api/version'))[0]).toBe('200 application/json')
  })
})
