import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeToken } from '@opendome/server'
import type { Page } from 'playwright-core'
import { preview } from 'vite'
import { afterEach, expect, it } from 'vitest'
import { openApp, openBrowser } from './testing/browser.ts'
import { faults } from './testing/faults.ts'

const WAIT = { timeout: 120_000 }
const PATH = '/?runs=20'
const PLANES = '[data-card=fleet] .field[data-path="interceptors.sbi.shell.planes"] input.number'
const PROGRAM = fileURLToPath(new URL('../../cli/bin/opendome.js', import.meta.url))

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'opendome-web-study-'))
  closers.push(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** The form of studies, once the page has answered. */
async function ready(page: Page): Promise<void> {
  await page.waitForSelector('#answer[aria-busy=false]', WAIT)
  await page.waitForSelector('.study-start button:not([disabled])', WAIT)
}

/** Has somebody perform the study that the form asks for: its document, as the command prints it. */
async function performed(page: Page, kind: string, place: 'server' | 'page'): Promise<string> {
  await page.selectOption('[data-testid=study-kind]', kind)
  if ((await page.$('[data-testid=study-place]')) !== null)
    await page.selectOption('[data-testid=study-place]', place)
  await page.click('.study-start button')
  await page.waitForFunction(
    ([k, p]) => {
      const found = window.opendomeStudy?.()
      return found?.report.kind === k && found?.place === p
    },
    [kind, place],
    WAIT,
  )
  return page.evaluate(() => `${JSON.stringify(window.opendomeStudy!()!.report, null, 2)}\n`)
}

const text = (page: Page, id: string): Promise<string | null> => page.textContent(`[data-testid=${id}]`)
const count = async (page: Page): Promise<number> =>
  Number(/^[\d,]+/.exec((await text(page, 'study-runs')) ?? '')?.[0].replaceAll(',', '') ?? 0)

/** `opendome serve` as a process of its own; resolves when it listens. */
async function serve(out: string, port: number): Promise<{ address: string; child: ChildProcess }> {
  const args = [PROGRAM, 'serve', '--port', String(port), '--workers', '1', '--out', out]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  closers.push(() => child.kill('SIGKILL'))
  const address = await new Promise<string>((resolve, reject) => {
    let err = ''
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString()
      const [, found] = / at (http:\/\/127\.0\.0\.1:\d+)\/,/.exec(err) ?? []
      if (found !== undefined) resolve(found)
    })
    child.once('close', () => reject(new Error(err)))
  })
  return { address, child }
}

it('a study by the server and by the page has the same bytes, of the scenario with its changes; the page says who computed', async () => {
  const app = await openApp()
  closers.push(app.close)
  await app.visit({ path: PATH }, async ({ page, said, abroad }) => {
    await ready(page)
    await page.fill(PLANES, '90')
    await page.keyboard.press('Enter')
    await page.waitForSelector('#answer[aria-busy=true]', WAIT)
    await ready(page)
    const runs = { runs: '1500', sensitivity: '4', sweep: '10' }
    for (const [kind, asked] of Object.entries(runs)) {
      await page.selectOption('[data-testid=study-kind]', kind)
      await page.fill('[data-testid=study-runs-asked]', asked)
      if (kind === 'runs') await page.fill('[data-testid=study-width]', '0.2')
      const byServer = await performed(page, kind, 'server')
      expect(await text(page, 'study-computed')).toBe(`Computed by the server at ${app.address}.`)
      expect(JSON.parse(byServer)).toMatchObject({
        kind,
        done: true,
        changed_assumptions: [{ path: 'interceptors.sbi.shell.planes', preset: 100, value: 90 }],
      })
      // The stop rule ends it at the first batch whose interval is narrow enough.
      if (kind === 'runs')
        expect(JSON.parse(byServer)).toMatchObject({ points: [{ ended: 'interval', runs: 600 }] })
      expect(await performed(page, kind, 'page')).toBe(byServer)
      expect(await text(page, 'study-computed')).toBe('Computed by this page.')
    }
    expect(said).toEqual([])
    expect(abroad).toEqual([])
  })
})

it('goes on when the server that was killed in mid-study is back, and says so meanwhile', async () => {
  const out = folder()
  const first = await serve(out, 0)
  const { address } = first
  const browser = openBrowser(address)
  closers.push(browser.close)
  await browser.visit({ path: PATH }, async ({ page, said }) => {
    await ready(page)
    await page.fill('[data-testid=study-runs-asked]', '12000')
    await page.click('.study-start button')
    await expect.poll(() => count(page), WAIT).toBeGreaterThan(0)
    first.child.kill('SIGKILL')
    await page.waitForSelector('.study-course[data-phase=silent]', WAIT)
    expect(await text(page, 'study-status')).toContain(
      `No answer from the server at ${address}. What is done is kept there; the study goes on when opendome serve is started again`,
    )
    await serve(out, Number(new URL(address).port))
    await page.waitForFunction(() => window.opendomeStudy?.()?.report.runs === 12_000, undefined, WAIT)
    expect(await text(page, 'study-footer')).toContain('seed 1, 12,000 runs')
    // What the browser itself says of the server that was gone, and nothing else.
    expect(said.filter((line) => !/net::ERR_/.test(line))).toEqual([])
  })
})

it('is taken up again by the page that is loaded anew, and ended before its time with what is done', async () => {
  const app = await openApp()
  closers.push(app.close)
  await app.visit({ path: PATH }, async ({ page, said }) => {
    await ready(page)
    await page.fill('[data-testid=study-runs-asked]', '1000000')
    await page.click('.study-start button')
    await expect.poll(() => count(page), WAIT).toBeGreaterThan(0)
    await page.reload()
    await page.waitForSelector('.study-course[data-phase=running]', WAIT)
    // Whole batches, of a thousand runs, are what is reported.
    await expect.poll(() => count(page), WAIT).toBeGreaterThan(3000)
    await page.getByRole('button', { name: 'End now' }).click()
    // Where no result comes, the page's own words say why.
    const came = async (): Promise<string> =>
      (await page.isVisible('[data-testid=study-result]')) ? 'a result' : await page.innerText('.study')
    await expect.poll(came, WAIT).toBe('a result')
    const { report } = (await page.evaluate(() => window.opendomeStudy!()))!
    expect(report.done).toBe(false)
    expect(report.runs).toBeLessThan(1_000_000)
    expect(await page.textContent('[data-testid=study-result]')).toContain('ended before its time')
    expect(said).toEqual([])
  })
})

it('a static site computes by itself, asks for no API, tells its limit; on a phone, in French, and axe-core finds nothing serious', async () => {
  const site = await preview({
    root: fileURLToPath(new URL('..', import.meta.url)),
    configFile: false,
    base: './',
    logLevel: 'silent',
    preview: { host: '127.0.0.1', port: 0 },
  })
  closers.push(() => site.close())
  const { port } = site.httpServer.address() as { port: number }
  const browser = openBrowser(`http://127.0.0.1:${port}`)
  closers.push(browser.close)
  const visit = { path: PATH, width: 390, height: 844, language: 'fr-CA' }
  await browser.visit(visit, async ({ page, said, abroad }) => {
    const api: string[] = []
    page.on('request', (request) => void (request.url().includes('/api/') && api.push(request.url())))
    await ready(page)
    expect(await page.$('[data-testid=study-place]')).toBeNull()
    await page.fill('[data-testid=study-runs-asked]', '20001')
    expect(await text(page, 'study-size')).toMatch(
      /^Une page calcule 20\s000 tirages au plus\. .*opendome serve/,
    )
    expect(await page.isDisabled('.study-start button')).toBe(true)
    await page.fill('[data-testid=study-runs-asked]', '100')
    // By keyboard alone.
    await page.focus('[data-testid=study-runs-asked]')
    await page.keyboard.press('Enter')
    await page.waitForSelector('#study-leakers', WAIT)
    expect(await text(page, 'study-computed')).toBe('Calculé par cette page.')
    await performed(page, 'sweep', 'page')
    await page.locator('#study-sweep').scrollIntoViewIfNeeded()
    await page.waitForSelector('#study-sweep svg', WAIT)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    expect(await faults(page)).toEqual([])
    expect([said, abroad, api]).toEqual([[], [], []])
  })
})

it('asks for a token where the server demands one, and keeps it in memory alone', async () => {
  const tokens = join(folder(), 'tokens.json')
  const { token } = makeToken(tokens, { role: 'run', days: 1, name: '' })
  const app = await openApp({ tokens })
  closers.push(app.close)
  await app.visit({ path: PATH }, async ({ page }) => {
    await ready(page)
    await page.fill('[data-testid=study-runs-asked]', '60')
    await page.click('.study-start button')
    await page.waitForSelector('[data-testid=study-problem]', WAIT)
    expect(await text(page, 'study-problem')).toContain('missing token: this server demands one')
    await page.fill('[data-testid=study-token]', token)
    await performed(page, 'runs', 'server')
    expect(await page.$('[data-testid=study-problem]')).toBeNull()
    expect(
      await page.evaluate(() =>
        JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
      ),
    ).not.toContain(token)
    await page.reload()
    await ready(page)
    expect(await page.inputValue('[data-testid=study-token]')).toBe('')
  })
})
