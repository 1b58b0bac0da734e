import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { VERSION, studyPresets } from '@opendome/model'
import { allSources, answerOf, sourcesDocument } from '@opendome/model/answer'
import { PRESETS } from '@opendome/model/generated'
import { describe, expect, it } from 'vitest'
import type { Description } from './docs/description.ts'
import { buildServer } from './server.ts'
import { asked, withServer } from './testing/server.ts'

const FIRST = 'opendome: 1\nfrom: first-flight\n'
const printed = (document: object | undefined): string => `${JSON.stringify(document, null, 2)}\n`

describe('what needs no computing', () => {
  it('is answered with its documents', async () => {
    await withServer({}, async (app) => {
      expect((await asked(app, 'GET', '/api/health')).json()).toEqual({
        ok: true,
        questions: 0,
        threads: 1,
        redis: null,
      })
      expect((await asked(app, 'GET', '/api/version')).json()).toEqual({ opendome: VERSION })
      const { scenarios, studies, costs } = (await asked(app, 'GET', '/api/scenarios')).json()
      expect(scenarios.map((s) => s.id)).toEqual(Object.keys(PRESETS))
      expect(scenarios.find((s) => s.id === 'cbo-2026')).toMatchObject({
        name: 'CBO 2026, notional, slow reading',
        text: PRESETS['cbo-2026'],
      })
      expect(studies).toEqual(studyPresets())
      expect(costs).not.toContain('cbo-2026')
      expect((await asked(app, 'GET', '/api/catalog')).text).toBe(
        printed(sourcesDocument(undefined, allSources())),
      )
      const found = (await asked(app, 'GET', '/api/sources?q=BURN_TIME')).json()
      expect(found.figures.length).toBeGreaterThan(8)
      for (const bad of ['', '?q=', `?q=${'x'.repeat(101)}`, '?q=a&more=1'])
        expect((await asked(app, 'GET', `/api/sources${bad}`)).status).toBe(400)
      expect((await asked(app, 'GET', '/')).text).toContain('href="/api/docs/"')
      expect((await asked(app, 'GET', '/metrics')).text).toContain(
        'opendome_http_requests_total{method="GET",route="/api/sources",status="400"} 4',
      )
    })
  })

  it('describes itself: OpenAPI 3.1 with every route, and a page of files of this server', async () => {
    await withServer({}, async (app) => {
      const api = (await asked(app, 'GET', '/api/openapi.json')).json()
      expect(api.openapi).toBe('3.1.0')
      const routes = Object.entries(api.paths).flatMap(([path, item]) =>
        Object.keys(item).map((method) => `${method} ${path}`),
      )
      expect(routes.sort()).toEqual(
        [
          ...['health', 'version', 'scenarios', 'catalog', 'sources', 'studies', 'studies/{study}'].map(
            (path) => `get /api/${path}`,
          ),
          'get /api/studies/{study}/report',
          'get /api/studies/{study}/events',
          'delete /api/studies/{study}',
          ...['check', 'run', 'size', 'cost', 'compare', 'studies'].map((path) => `post /api/${path}`),
          'get /metrics',
        ].sort(),
      )
      const page = await asked(app, 'GET', '/api/docs/')
      expect(page.status).toBe(200)
      const files = [...page.text.matchAll(/(?:src|href)="([^"#]+)"/g)].map(([, file]) => file!)
      expect(files).toEqual(['data:,', './page.css', './page.js', '../../', '../openapi.json'])
      for (const file of files.slice(1))
        expect((await asked(app, 'GET', new URL(file, 'http://localhost/api/docs/').pathname)).status).toBe(
          200,
        )
      for (const route of routes) {
        const [method, path] = route.split(' ') as [string, string]
        expect(page.text).toContain(`data-method="${method.toUpperCase()}" data-path="${path}"`)
      }
      const start = await asked(app, 'GET', '/api/docs')
      expect([start.status, start.headers['location']]).toEqual([302, './docs/'])
      expect(page.text).not.toMatch(/<script>|<style>/)
    })
  })

  it('serves the built app, and nothing outside its folder', async () => {
    await withServer({}, async (_, folder) => {
      mkdirSync(join(folder, 'app'))
      writeFileSync(join(folder, 'app', 'index.html'), '<head><title>x</title></head><p>the app</p>')
      writeFileSync(join(folder, 'app', '.hidden'), 'x')
      writeFileSync(join(folder, 'secret.txt'), 'x')
      const app = await buildServer({ out: join(folder, 'store'), workers: 1, app: join(folder, 'app') })
      try {
        const page = await asked(app, 'GET', '/')
        // The page is told that a server gave it.
        expect(page.text).toBe(
          '<head>\n    <meta name="opendome-server" content="open" /><title>x</title></head><p>the app</p>',
        )
        expect((await asked(app, 'GET', '/index.html')).text).toBe(page.text)
        expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self'/)
        for (const path of ['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/.hidden', '/none'])
          expect((await asked(app, 'GET', path)).status, path).toBeGreaterThanOrEqual(400)
      } finally {
        await app.close()
      }
    })
  })

  it('hands out what the build has compressed to who takes it, and lets what is named by its content be kept', async () => {
    await withServer({}, async (_, folder) => {
      const assets = join(folder, 'app', 'assets')
      mkdirSync(assets, { recursive: true })
      writeFileSync(join(folder, 'app', 'index.html'), '<head></head>')
      writeFileSync(join(folder, 'app', 'icon.svg'), '<svg/>')
      const script = `/* ${'long '.repeat(100)} */`
      writeFileSync(join(assets, 'main-abc.js'), script)
      writeFileSync(join(assets, 'main-abc.js.gz'), gzipSync(script))
      const app = await buildServer({ out: join(folder, 'store'), workers: 1, app: join(folder, 'app') })
      const get = (url: string, encoding: string) =>
        app.inject({ url, headers: { 'accept-encoding': encoding } })
      try {
        const small = await get('/assets/main-abc.js', 'gzip, deflate, br')
        expect(small.headers).toMatchObject({
          'content-encoding': 'gzip',
          'content-type': 'application/javascript; charset=utf-8',
          'cache-control': 'public, max-age=31536000, immutable',
        })
        expect(small.headers['vary']).toContain('accept-encoding')
        expect(gunzipSync(small.rawPayload).toString()).toBe(script)
        const plain = await get('/assets/main-abc.js', 'identity')
        expect(plain.headers['content-encoding']).toBeUndefined()
        expect(plain.payload).toBe(script)
        for (const path of ['/', '/icon.svg'])
          expect((await get(path, 'gzip')).headers['cache-control'], path).toBe('no-cache')
      } finally {
        await app.close()
      }
    })
  })
})

describe('questions', () => {
  it('are answered with the document of the command, byte for byte', async () => {
    await withServer({}, async (app) => {
      const post = async (path: string, body: object) => (await asked(app, 'POST', `/api/${path}`, body)).text
      const scenario = { name: 'scenario', text: FIRST }
      const run = { runs: 5, seed: 3, range: false }
      expect(await post('check', { scenario: FIRST })).toBe(
        printed(answerOf({ command: 'check', scenario }).document),
      )
      expect(await post('run', { scenario: FIRST, ...run })).toBe(
        printed(answerOf({ command: 'run', scenario, ...run }).document),
      )
      expect(await post('cost', { preset: 'cbo-2026', runs: 0, draws: 100 })).toBe(
        printed(
          answerOf({
            command: 'cost',
            scenario: { name: 'cbo-2026', text: PRESETS['cbo-2026'] },
            runs: 0,
            draws: 100,
          }).document,
        ),
      )
    })
  })

  it('that are wrong are told with place and hint', async () => {
    await withServer({}, async (app) => {
      const post = (path: string, body?: object | string, headers = {}) =>
        asked(app, 'POST', `/api/${path}`, body, headers)
      const wrong = await post('run', { scenario: 'opendome: 1\nfrom: first-fligth\n', name: 'mine' })
      expect([wrong.status, wrong.json()]).toEqual([
        422,
        {
          code: 'unknown',
          message: 'unknown preset first-fligth',
          where: 'mine:2:7',
          hint: 'did you mean first-flight?',
        },
      ])
      const two = await post('check', { scenario: `${FIRST}command: { decision_time_s: -1, x: 2 }\n` })
      expect(two.status).toBe(422)
      expect(two.json().mistakes.map((m) => m.where)).toEqual(['scenario:3:29', 'scenario:3:33'])
      const file = await post('run', { scenario: 'opendome: 1\nfrom: /etc/passwd\n' })
      expect([file.status, file.json().code]).toEqual([422, 'unsupported'])
      for (const path of ['check', 'run', 'size', 'cost']) {
        const statuses = []
        for (const body of [
          {},
          { scenario: FIRST, preset: 'cbo-2026' },
          { preset: 'no-such' },
          { scenario: 1 },
          [],
          'x',
        ])
          statuses.push((await post(path, body)).status)
        expect(statuses).toEqual([400, 400, 404, 400, 400, 415])
      }
      expect((await post('run', { scenario: FIRST, runs: 0 })).json()).toMatchObject({
        code: 'invalid',
        where: 'body.runs',
      })
      expect((await post('run', { scenario: FIRST, rnus: 3 })).status).toBe(400)
      expect((await post('compare', { a: { preset: 'cbo-2026' }, b: {} })).status).toBe(400)
      expect((await post('run', { preset: 'cbo-2026x' })).json().hint).toBe('did you mean cbo-2026?')
      expect((await post('run', '{"scenario":', { 'content-type': 'application/json' })).status).toBe(400)
      expect((await post('run', 'scenario', { 'content-type': 'text/plain' })).status).toBe(415)
      expect((await post('nothing', {})).status).toBe(404)
    })
  })

  it('that are too large are refused before they are read', async () => {
    await withServer({}, async (app) => {
      const large = await asked(app, 'POST', '/api/check', { scenario: `${FIRST}#${'é'.repeat(262_140)}` })
      expect([large.status, large.json().message]).toEqual([
        413,
        'invalid scenario of 524312 bytes: expected at most 524288',
      ])
      const larger = await asked(app, 'POST', '/api/check', { scenario: 'x'.repeat(2_200_000) })
      expect([larger.status, larger.json().code]).toEqual([413, 'invalid'])
    })
  })

  it('find no room where too many wait, and no time where they take too long; the server stays well', async () => {
    await withServer({ queue: { questions: 1 }, timeout: 4000 }, async (app) => {
      const long = () => asked(app, 'POST', '/api/run', { preset: 'first-flight', runs: 10_000_000 })
      const answers = await Promise.all([long(), long(), long()])
      expect(answers.map(({ status }) => status)).toEqual([503, 503, 503])
      expect(answers[2].json().message).toBe('infeasible request: 1 are at work and 1 wait')
      expect(answers[2].headers['retry-after']).toBe('5')
      expect(answers[0].json().message).toBe('infeasible request: not answered within 4 s')
      expect((await asked(app, 'GET', '/api/health')).json().questions).toBe(0)
    })
  })
})

it('answers the example of each body that it describes', async () => {
  await withServer({}, async (app) => {
    const { paths } = (await asked(app, 'GET', '/api/openapi.json')).json() as unknown as Description
    const sent: string[] = []
    for (const [path, item] of Object.entries(paths ?? {})) {
      const body = item['post']?.requestBody?.content?.['application/json']
      if (body === undefined) continue
      const { status } = await asked(app, 'POST', path, body.example as object)
      sent.push(`${path} ${status}`)
    }
    const statuses = { check: 200, run: 200, size: 200, cost: 200, compare: 200, studies: 202 }
    expect(sent).toEqual(Object.entries(statuses).map(([name, status]) => `/api/${name} ${status}`))
  })
})

describe('strangers', () => {
  it('are kept out: other names for this machine, pages of other origins', async () => {
    await withServer({}, async (app) => {
      const status = async (headers: Record<string, string>) =>
        (await asked(app, 'GET', '/api/version', undefined, headers)).status
      for (const host of ['localhost:4040', '127.0.0.1:1', '[::1]:4040'])
        expect(await status({ host })).toBe(200)
      for (const host of ['example.org', 'localhost.example.org', '10.0.0.1'])
        expect(await status({ host })).toBe(403)
      expect(await status({ host: 'localhost:4040', origin: 'http://localhost:4040' })).toBe(200)
      for (const origin of ['http://localhost:1', 'https://example.org', 'null'])
        expect(await status({ host: 'localhost:4040', origin })).toBe(403)
    })
  })

  it('are told nothing to run or embed by any answer', async () => {
    await withServer({}, async (app) => {
      for (const path of ['/', '/api/version', '/api/nothing', '/api/docs/', '/metrics']) {
        const { headers } = await asked(app, 'GET', path)
        expect(headers).toMatchObject({
          'x-content-type-options': 'nosniff',
          'referrer-policy': 'no-referrer',
        })
        expect(headers['content-security-policy']).toMatch(/^default-src 'none'.*frame-ancestors 'none'/)
      }
    })
  })
})
