import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildServer, type ServerOptions } from '@opendome/server'
import { chromium, type Browser, type Page } from 'playwright-core'

/** Debian's Chromium, drawing in software, and asking nothing of anybody. */
const FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const DRAWS = ['--use-angle=gl-egl', '--ignore-gpu-blocklist']
const DRAWS_NOT = ['--disable-gpu', '--disable-webgl', '--disable-webgl2', '--disable-3d-apis']

export interface Visit {
  readonly page: Page
  /** Address of the app. */
  readonly address: string
  /** What the console said and what the page threw. */
  readonly said: readonly string[]
  /** Requests to other hosts. */
  readonly abroad: readonly string[]
}

export interface VisitOptions {
  readonly width?: number
  readonly height?: number
  readonly webgl?: boolean
  readonly language?: string
  /** What follows the address of the app, a hash with a shared scenario for example. */
  readonly path?: string
  readonly reducedMotion?: boolean
}

/** The app as built and served with these options, and a browser beside it, until `close`. */
export async function openApp(options: Partial<ServerOptions> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'opendome-web-'))
  const server = await buildServer({ out: folder, workers: 1, ...options })
  const address = await server.listen({ host: '127.0.0.1', port: 0 })
  const app = openBrowser(address)
  return {
    ...app,
    async close(): Promise<void> {
      await app.close()
      await server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A browser for an app that somebody else serves, until `close`. */
export function openBrowser(address: string) {
  const browsers = new Map<boolean, Browser>()
  const browserOf = async (webgl: boolean): Promise<Browser> => {
    const known = browsers.get(webgl)
    if (known !== undefined) return known
    const browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: [...FLAGS, ...(webgl ? DRAWS : DRAWS_NOT)],
    })
    browsers.set(webgl, browser)
    return browser
  }
  return {
    address,
    /** Opens the app in a fresh profile and hands it over; the profile goes when the work ends. */
    async visit<T>(options: VisitOptions, work: (visit: Visit) => Promise<T>): Promise<T> {
      const { width = 1440, height = 900, webgl = true, language = 'en-US', path = '/' } = options
      const browser = await browserOf(webgl)
      const context = await browser.newContext({
        viewport: { width, height },
        locale: language,
        reducedMotion: options.reducedMotion === true ? 'reduce' : 'no-preference',
      })
      const page = await context.newPage()
      const said: string[] = []
      const abroad: string[] = []
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') said.push(message.text())
      })
      page.on('pageerror', (error) => said.push(error.message))
      page.on('request', (request) => {
        const url = request.url()
        if (!url.startsWith(address) && !url.startsWith('data:') && !url.startsWith('blob:')) abroad.push(url)
      })
      try {
        await page.goto(address + path)
        return await work({ page, address, said, abroad })
      } finally {
        await context.close()
      }
    },
    async close(): Promise<void> {
      for (const browser of browsers.values()) await browser.close()
    },
  }
}
