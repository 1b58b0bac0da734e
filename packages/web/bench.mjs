/**
 * `npm run bench:app [-- --minutes 10]`: the pace of the app in headless Chromium that draws in software, on loopback. First answer and globe after a
 * cold start, work of the main thread a frame with 10,000 satellites while it plays, slider to new cost and sizing, memory while it plays.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { deflateRawSync, gzipSync } from 'node:zlib'
import { buildServer } from '@opendome/server'
import { chromium } from 'playwright-core'

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '1' }, turns: { type: 'string', default: '5' } },
})
const FLAGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--use-angle=gl-egl',
  '--ignore-gpu-blocklist',
  '--enable-precise-memory-info',
]
const WAIT = { timeout: 120_000 }

const folder = mkdtempSync(join(tmpdir(), 'opendome-bench-'))
const server = await buildServer({ out: folder, workers: 1 })
const address = await server.listen({ host: '127.0.0.1', port: 0 })
console.log(
  `${cpus()[0].model.trim()}, ${cpus().length} cores, Node ${process.versions.node}, load ${loadavg()[0].toFixed(1)}`,
)

const link = (set) =>
  `/?runs=20#v1.${deflateRawSync(JSON.stringify({ preset: 'cbo-2026', set })).toString('base64url')}`
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]
const browse = async (work) => {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS })
  try {
    return await work(await browser.newPage({ viewport: { width: 1440, height: 900 } }))
  } finally {
    await browser.close()
  }
}

/** A new browser, so that nothing is warm: ms to the first sentence and to the globe. */
async function cold() {
  return browse(async (page) => {
    const start = performance.now()
    await page.goto(`${address}/`)
    let drawn
    let scripts
    const globe = page.waitForSelector('.globe[data-drawn=true]', WAIT).then(async () => {
      drawn = performance.now() - start
      scripts = await page.evaluate(() =>
        performance
          .getEntriesByType('resource')
          .map((entry) => new URL(entry.name).pathname.split('/').at(-1))
          .filter((name) => name.endsWith('.js')),
      )
    })
    await page.waitForSelector('[data-testid=sentence]', WAIT)
    const answer = performance.now() - start
    await globe
    return { answer, drawn, scripts }
  })
}

/** Bytes that scripts take on the way, packed as a file server packs them. */
function packed(names) {
  const assets = fileURLToPath(new URL('./dist/assets/', import.meta.url))
  return [...new Set(names)].reduce((sum, name) => sum + gzipSync(readFileSync(join(assets, name))).length, 0)
}

try {
  const turns = []
  for (let i = 0; i < Number(values.turns); i++) turns.push(await cold())
  const isModel = (name) => name.startsWith('worker-')
  const kilo = (names) => (packed(names) / 1000).toFixed(0)
  const { scripts } = turns[0]
  console.log(
    `JavaScript before the globe ${kilo(scripts.filter((name) => !isModel(name)))} kB gzip; the model's thread ${kilo(scripts.filter(isModel))} kB more`,
  )
  for (const [name, key] of [
    ['first answer, 20 runs', 'answer'],
    ['globe drawn', 'drawn'],
  ]) {
    const all = turns.map((t) => t[key])
    console.log(
      `${name}: ${(median(all) / 1000).toFixed(2)} s, median of ${all.length} cold starts (${(Math.min(...all) / 1000).toFixed(2)} to ${(Math.max(...all) / 1000).toFixed(2)})`,
    )
  }
  await browse(async (tab) => {
    await tab.goto(address + link({ 'interceptors.sbi.shell.per_plane': 100 }))
    await tab.waitForSelector('.globe[data-drawn=true][data-scene=true]', WAIT)
    await tab.waitForSelector('[data-testid=sentence]', WAIT)
    await tab.waitForTimeout(8000)
    await tab.click('.transport .play')
    const heap = () => tab.evaluate(() => performance.memory.usedJSHeapSize / 1e6)
    const work = () => tab.evaluate(() => ({ ...window.opendomeGlobe.work }))
    const before = await work()
    const heaps = []
    const steps = Math.max(6, Math.round(Number(values.minutes) * 6))
    for (let i = 0; i < steps; i++) {
      await tab.waitForTimeout(10_000)
      heaps.push(await heap())
      if ((await tab.getAttribute('.transport .play', 'aria-label')) === 'Play')
        await tab.click('.transport .play')
    }
    const after = await work()
    const frames = after.frames - before.frames
    console.log(
      `10,000 satellites and the raid moving, ${frames} frames in ${steps * 10} s: ${((after.update - before.update) / frames).toFixed(2)} ms of the main thread a frame, drawing apart (${((after.draw - before.draw) / frames).toFixed(1)} ms in software)`,
    )
    console.log(
      `memory while it plays: ${heaps[0].toFixed(0)} MB after 10 s, ${heaps.at(-1).toFixed(0)} MB after ${steps * 10} s, most ${Math.max(...heaps).toFixed(0)} MB`,
    )
  })
  await browse(async (tab) => {
    await tab.goto(`${address}/?runs=20`)
    await tab.waitForSelector('[data-testid=money]', WAIT)
    await tab.waitForTimeout(6000)
    const times = await tab.evaluate(async () => {
      const slider = document.querySelector('.below input[type=range]')
      const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set
      const { subscribe, quick } = window.opendome
      const times = []
      for (let i = 0; i < 12; i++) {
        const start = performance.now()
        const told = new Promise((resolve) => {
          const was = quick()
          const end = subscribe(() => quick() !== was && (end(), resolve()))
        })
        set.call(slider, String(Number(slider.value) + (i % 2 === 0 ? 10 : -10)))
        slider.dispatchEvent(new Event('input', { bubbles: true }))
        await told
        times.push(performance.now() - start)
        await new Promise((resolve) => setTimeout(resolve, 1500))
      }
      return times
    })
    console.log(
      `slider to new cost and sizing: ${median(times.slice(2)).toFixed(0)} ms, median of ${times.length - 2} (${Math.min(...times.slice(2)).toFixed(0)} to ${Math.max(...times.slice(2)).toFixed(0)})`,
    )
  })
} finally {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
}
