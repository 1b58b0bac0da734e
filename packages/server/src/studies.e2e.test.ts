import { join } from 'node:path'
import { courseOf, readStudy, runCourse } from '@opendome/model'
import { SCENARIO_BESIDE } from '@opendome/model/answer'
import { describe, expect, it } from 'vitest'
import { buildServer } from './server.ts'
import { asked, until, withServer } from './testing/server.ts'
import { makeToken, type Role } from './tokens/token-file.ts'

const study = (runs: number, name = 'A small study'): string =>
  `opendome_study: 1\nname: ${name}\nscenario: first-flight\noutputs: [leaked]\nsampling: { runs: ${runs} }\n`
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

/** The events of a stream as they came. */
function eventsOf(text: string): { event: string; data: { state: string; runs: number } }[] {
  return [...text.matchAll(/event: (\w+)\ndata: (.*)\n\n/g)].map(([, event, data]) => ({
    event: event!,
    data: JSON.parse(data!) as { state: string; runs: number },
  }))
}

describe('studies', () => {
  it('are performed, followed to their end, and reported with the bytes of the model', async () => {
    await withServer({}, async (app) => {
      expect((await asked(app, 'GET', '/api/studies')).json().studies).toEqual([])
      const begun = await asked(app, 'POST', '/api/studies', { study: study(400) })
      const { study: id } = begun.json()
      expect([begun.status, begun.headers['location']]).toEqual([202, `/api/studies/${id}`])
      expect(id).toMatch(/^a-small-study-[0-9a-f]{10}$/)
      expect((await asked(app, 'GET', `/api/studies/${id}/report`)).status).toBe(404)
      const stream = await asked(app, 'GET', `/api/studies/${id}/events`)
      expect(stream.headers['content-type']).toBe('text/event-stream; charset=utf-8')
      const events = eventsOf(stream.text)
      expect(events.at(-1)).toMatchObject({ event: 'end', data: { state: 'done', runs: 400, error: null } })
      expect(events.slice(0, -1).every(({ event }) => event === 'progress')).toBe(true)
      const model = runCourse(courseOf(readStudy(study(400))))
      expect((await asked(app, 'GET', `/api/studies/${id}/report`)).text).toBe(
        `${JSON.stringify(model, null, 2)}\n`,
      )
      expect((await asked(app, 'GET', '/api/studies')).json().studies).toMatchObject([
        { study: id, state: 'done', runs: 400, of_runs: 400, points: 1, of_points: 1 },
      ])
      expect((await asked(app, 'DELETE', `/api/studies/${id}`)).status).toBe(422)
    })
  })

  it('of a scenario that came with them are performed, and kept with it through a restart', async () => {
    await withServer({}, async (app, folder) => {
      const scenario = 'opendome: 1\nfrom: first-flight\ncommand: { decision_time_s: 20 }\n'
      const text = study(300_000).replace('first-flight', SCENARIO_BESIDE)
      const refused = async (body: object) => {
        const { status, json } = await asked(app, 'POST', '/api/studies', body)
        return [status, json().where]
      }
      expect(await refused({ study: text })).toEqual([422, 'study:3:11'])
      expect(await refused({ study: text, scenario: 'opendome: 1\nfrom: ../x.yaml' })).toEqual([
        422,
        'scenario:2:7',
      ])
      expect(await refused({ study: text, scenario: `#${'x'.repeat(530_000)}` })).toEqual([413, null])
      const begun = await asked(app, 'POST', '/api/studies', { study: text, scenario })
      const { study: id } = begun.json()
      const state = async (server: typeof app) => (await asked(server, 'GET', `/api/studies/${id}`)).json()
      await until(async () => ((await state(app)).runs > 0 ? true : undefined))
      await app.close()
      const again = await buildServer({ out: join(folder, 'store'), workers: 1 })
      try {
        const before = (await state(again)).runs
        await until(async () => ((await state(again)).runs > before ? true : undefined))
        // What is done is reported as soon as it is ended.
        const ended = await asked(again, 'DELETE', `/api/studies/${id}`)
        expect(ended.json().state).toBe('cancelled')
        const report = await asked(again, 'GET', `/api/studies/${id}/report`)
        expect(report.json()).toMatchObject({
          done: false,
          runs: ended.json().runs,
          changed_assumptions: [{ path: 'command.decision_time_s', value: 20 }],
        })
      } finally {
        await again.close()
      }
    })
  })

  it('that are wrong or unknown are refused', async () => {
    await withServer({}, async (app) => {
      const post = (body: object) => asked(app, 'POST', '/api/studies', body)
      const wrong = await post({ study: study(0) })
      expect([wrong.status, wrong.json().where]).toEqual([422, 'study:5:19'])
      const large = { study: study(3_000_000) }
      expect((await post(large)).json().message).toMatch(/^invalid study of 1 points, 3000000 runs/)
      const path = await post({ study: 'opendome_study: 1\nname: x\nscenario: ../x.yaml\n' })
      expect([path.status, path.json().code]).toEqual([422, 'unsupported'])
      expect((await post({})).status).toBe(400)
      expect((await post({ preset: 'no-such' })).status).toBe(404)
      for (const id of ['no-such', 'a..b', '..%2f..%2fetc', 'X'])
        for (const rest of ['', '/report', '/events'])
          expect((await asked(app, 'GET', `/api/studies/${id}${rest}`)).status).toBe(
            id === 'no-such' ? 404 : 400,
          )
    })
  })

  it('wait for each other, are ended before their time, and go on at the next start', async () => {
    await withServer({}, async (app, folder) => {
      const post = async (server: typeof app, text: string) =>
        asked(server, 'POST', '/api/studies', { study: text })
      const long = study(1_000_000, 'Long')
      const first = (await post(app, long)).json().study
      const second = (await post(app, study(200, 'Short'))).json().study
      const third = (await post(app, study(200, 'Not wanted'))).json().study
      const state = async (server: typeof app, id: string) =>
        (await asked(server, 'GET', `/api/studies/${id}`)).json().state
      expect((await post(app, long)).status).toBe(200)
      expect(await state(app, second)).toBe('waiting')
      expect((await asked(app, 'DELETE', `/api/studies/${third}`)).json().state).toBe('cancelled')
      await until(async () => ((await state(app, first)) === 'running' ? true : undefined))
      const metrics = (await asked(app, 'GET', '/metrics')).text
      for (const [name, count] of [
        ['running', 1],
        ['waiting', 1],
        ['cancelled', 1],
      ])
        expect(metrics).toContain(`opendome_studies{state="${name}"} ${count}`)
      await app.close()
      const again = await buildServer({ out: join(folder, 'store'), workers: 1 })
      try {
        expect(await state(again, first)).toBe('running')
        expect(await state(again, third)).toBe('cancelled')
        const ended = await asked(again, 'DELETE', `/api/studies/${first}`)
        expect([ended.status, ended.json().state]).toEqual([200, 'cancelled'])
        const stream = await asked(again, 'GET', `/api/studies/${second}/events`)
        expect(eventsOf(stream.text).at(-1)).toMatchObject({
          event: 'end',
          data: { state: 'done', runs: 200 },
        })
      } finally {
        await again.close()
      }
    })
  })
})

describe('tokens', () => {
  it('are demanded on any address that others can reach', async () => {
    for (const host of ['0.0.0.0', '::', '192.0.2.1'])
      await expect(buildServer({ host, out: 'never-made', workers: 1 })).rejects.toThrow(
        `missing --tokens: ${host} can be reached from other machines`,
      )
  })

  it('permit by role, at a rate, so many at once; health and the description are open', async () => {
    await withServer({}, async (_, folder) => {
      const tokens = join(folder, 'tokens.json')
      const make = (role: Role) => makeToken(tokens, { role, days: 1, name: '' }).token
      const [reader, runner, other, admin] = [make('read'), make('run'), make('run'), make('admin')]
      const app = await buildServer({
        host: '0.0.0.0',
        out: join(folder, 'store'),
        workers: 1,
        tokens,
        perToken: { burst: 12, perSecond: 0.001, questions: 1, studies: 1 },
      })
      try {
        for (const path of ['/api/health', '/api/openapi.json', '/api/docs/', '/'])
          expect((await asked(app, 'GET', path)).status).toBe(200)
        const none = await asked(app, 'GET', '/api/version')
        expect([none.status, none.headers['www-authenticate'], none.json().code]).toEqual([
          401,
          'Bearer',
          'missing',
        ])
        const get = async (path: string, token: string) =>
          (await asked(app, 'GET', path, undefined, bearer(token))).status
        expect(await get('/api/version', 'opendome_x')).toBe(401)
        expect(await get('/api/version', reader)).toBe(200)
        expect(await get('/metrics', reader)).toBe(403)
        expect(await get('/metrics', admin)).toBe(200)
        const post = (path: string, body: object, token: string) =>
          asked(app, 'POST', path, body, bearer(token))
        expect((await post('/api/check', { preset: 'first-flight' }, reader)).status).toBe(403)
        const both = await Promise.all(
          [1, 2].map(() => post('/api/run', { preset: 'first-flight', runs: 3, range: false }, runner)),
        )
        expect(both.map(({ status }) => status).sort()).toEqual([200, 429])
        const begun = await post('/api/studies', { study: study(500_000) }, runner)
        expect(begun.status).toBe(202)
        const more = await post('/api/studies', { study: study(10, 'Another') }, runner)
        expect([more.status, more.headers['retry-after']]).toEqual([429, '60'])
        const path = `/api/studies/${begun.json().study}`
        const end = async (token: string) =>
          (await asked(app, 'DELETE', path, undefined, bearer(token))).status
        expect(await end(reader)).toBe(403)
        expect(await end(other)).toBe(403)
        expect(await end(admin)).toBe(200)
        const statuses = []
        for (let i = 0; i < 13; i++) statuses.push(await get('/api/version', other))
        expect(statuses.lastIndexOf(200)).toBe(10)
        expect(statuses.slice(11)).toEqual([429, 429])
      } finally {
        await app.close()
      }
    })
  })
})
