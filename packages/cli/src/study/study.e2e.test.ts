import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { inFolder, opendome, type Outcome } from '../testing/command.ts'

/** Two points of a small scenario. */
const STUDY = `opendome_study: 1
name: A small study
scenario: first-flight
outputs: [leaked, p_no_leak]
sampling: { runs: 120 }
against:
  - { id: slow, name: 90 s to decide, set: { command.decision_time_s: 90 } }
`
/** The same, long enough to be interrupted. */
const LONG = STUDY.replace('runs: 120', 'runs: 6000')

/** Runs of all shards of a store, each counted as often as a shard holds it. */
function shardRuns(folder: string): number {
  const runs = join(folder, 'runs')
  if (!existsSync(runs)) return 0
  return readdirSync(runs, { recursive: true })
    .map((name) => /runs-(\d+)-(\d+)-[0-9a-f]{64}\.parquet$/.exec(String(name)))
    .reduce((sum, match) => sum + (match === null ? 0 : Number(match[2]) - Number(match[1])), 0)
}

/** Sends a signal to the command when its store holds so many runs. */
const whenShards =
  (cwd: string, runs: number, signal: NodeJS.Signals) =>
  (child: ChildProcess): void => {
    const timer = setInterval(() => {
      if (child.exitCode === null && shardRuns(join(cwd, 'opendome-results')) < runs) return
      clearInterval(timer)
      child.kill(signal)
    }, 20)
  }

const report = ({ out }: Outcome): { done: boolean; runs: number } =>
  JSON.parse(out) as { done: boolean; runs: number }

describe('opendome study', () => {
  it('gives the same document with one and with two threads, reads it the second time, and extends it', async () => {
    await inFolder({ 'small.yaml': STUDY }, async (cwd) => {
      const run = (...more: string[]): Promise<Outcome> =>
        opendome(['study', 'small.yaml', '--json', ...more], { cwd })
      const one = await run('--workers', '1', '--out', 'one')
      expect(one.code).toBe(0)
      expect(one.err).toMatch(
        /^240 runs computed, 0 runs found; kept in one as a-small-study-[0-9a-f]{10}\n$/,
      )
      const two = await run('--workers', '2', '--out', 'two')
      expect(two.out).toBe(one.out)
      expect(report(one)).toMatchObject({
        kind: 'runs',
        study: 'A small study',
        done: true,
        runs: 240,
        seed: 1,
      })
      expect(await run('--out', 'one')).toMatchObject({
        code: 0,
        out: one.out,
        err: expect.stringMatching(/^0 runs computed, 240 runs found/) as string,
      })
      writeFileSync(join(cwd, 'small.yaml'), STUDY.replace('runs: 120', 'runs: 150'))
      const more = await run('--out', 'one')
      expect(more.err).toMatch(/^60 runs computed, 240 runs found/)
      expect(readdirSync(join(cwd, 'one', 'studies'))).toHaveLength(1)
    })
  })

  it('prints a page with intervals, differences and provenance, and draws the distribution', async () => {
    await inFolder({ 'small.yaml': STUDY }, async (cwd) => {
      const { code, out } = await opendome(['study', 'small.yaml', '--picture', 'p.svg'], { cwd })
      expect(code).toBe(0)
      expect(out).toMatch(/^A small study\n\nleaked: \d\.\d+ \(\d\.\d+ to \d\.\d+\) in 120 runs\.\n/)
      expect(out).toMatch(/^90 s to decide +120 /m)
      expect(out).toMatch(/^90 s to decide +leaked +\+\d/m)
      expect(out).toMatch(/\nopendome 0\.1\.0, study small\.yaml, scenario [^]*,\s+seed 1, 240\s+runs\n/)
      const svg = readFileSync(join(cwd, 'p.svg'), 'utf8')
      expect(svg).toContain('<title>A small study</title>')
      expect(svg).toMatch(/90 s to decide: \d\.\d+ \(\d\.\d+ to \d\.\d+\) get through/)
      expect(svg).toMatch(/opendome 0\.1\.0, study "A small study", .* seed 1, 240 runs\./)
    })
  })

  it('keeps what is done at Ctrl-C with code 130, after kill -9 too, and ends with the same document', async () => {
    await inFolder({ 'long.yaml': LONG }, async (cwd) => {
      const args = ['study', 'long.yaml', '--json', '--workers', '2']
      const stopped = await opendome(args, { cwd, started: whenShards(cwd, 1, 'SIGINT') })
      expect(stopped.code).toBe(130)
      expect(stopped.err).toContain('stopped; type the same command again to go on')
      const kept = shardRuns(join(cwd, 'opendome-results'))
      expect(kept).toBeGreaterThan(0)
      expect(kept).toBeLessThan(12_000)
      if (stopped.out !== '') expect(report(stopped).done).toBe(false)
      const killed = await opendome(args, {
        cwd,
        started: whenShards(cwd, kept + 1, 'SIGKILL'),
      })
      expect(killed.code).toBeNull()
      const list = await opendome(['results', 'list', '--json'], { cwd })
      expect(JSON.parse(list.out)).toMatchObject({ studies: [{ state: 'stopped', name: 'A small study' }] })
      const ended = await opendome(args, { cwd })
      expect(ended.code).toBe(0)
      expect(shardRuns(join(cwd, 'opendome-results'))).toBe(12_000)
      const alone = await opendome([...args, '--out', 'alone'], { cwd })
      expect(ended.out).toBe(alone.out)
    })
  })
})

describe('a store that cannot be written', () => {
  /** The command under a limit of the size of files, KiB, which meets the store as a full disk does. */
  function limited(
    kib: number,
    args: readonly string[],
    cwd: string,
  ): Promise<Pick<Outcome, 'code' | 'out' | 'err'>> {
    const bin = fileURLToPath(new URL('../../bin/opendome.js', import.meta.url))
    return new Promise((resolve) => {
      const child = spawn(
        'bash',
        ['-c', `ulimit -f ${kib}; exec "$@"`, 'bash', process.execPath, bin, ...args],
        {
          cwd,
          stdio: ['ignore', 'pipe', 'pipe'],
        },
      )
      let [out, err] = ['', '']
      child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
      child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
      child.on('close', (code) => resolve({ code, out, err }))
    })
  }

  it('is told with code 1 when the disk is full, and the study goes on when there is room', async () => {
    await inFolder({ 'small.yaml': STUDY.replace('120', '1500') }, async (cwd) => {
      const args = ['study', 'small.yaml', '--json', '--workers', '1']
      const { code, out, err } = await limited(24, args, cwd)
      expect([code, out]).toEqual([1, ''])
      expect(err).toMatch(
        /^\S+: infeasible write into the result store: the disk or quota is full \(EFBIG\)\nhint: make room and type the same command again: what is done is kept\n$/,
      )
      const left = readdirSync(join(cwd, 'opendome-results'), { recursive: true }).map(String)
      expect(left.filter((name) => name.includes('.tmp-'))).toEqual([])
      const after = await opendome(args, { cwd })
      expect([after.code, report(after).runs]).toEqual([0, 3000])
    })
  })

  it('is told with code 2 where nothing may be written', async () => {
    await inFolder({ 'small.yaml': STUDY, file: '' }, async (cwd) => {
      for (const place of ['/proc/x/y', 'file/x']) {
        const { code, out, err } = await opendome(['study', 'small.yaml', '--out', place], { cwd })
        expect([code, out]).toEqual([2, ''])
        expect(err).toMatch(
          /^\S+: invalid result store: it cannot be written \(.+\)\nhint: choose another folder/,
        )
      }
    })
  })
})

describe('bad input is refused with code 2, one message and a hint', () => {
  it.each([
    [
      ['leakers-to-intervl'],
      /^unknown study leakers-to-intervl: neither .*\nhint: did you mean leakers-to-interval\?\n$/,
    ],
    [['bad.yaml'], /^bad\.yaml:4:11: unknown output leakd\nhint: did you mean leaked\?\n$/],
    [['typo.yaml'], /^typo\.yaml:5:13: unknown (field )?.*ruhns.*\nhint: .*runs/],
    [['path.yaml'], /^path\.yaml:7:46: unknown field command\.decision_tme_s\nhint: .*decision_time_s/],
    [
      ['small.yaml', '--workers', '0'],
      /^invalid --workers 0: expected a whole number from 1 to 1024\nhint: /,
    ],
    [
      ['small.yaml', '--picture', 'x.gif'],
      /^invalid --picture x\.gif: expected a name that ends in \.svg or \.png\nhint: /,
    ],
    [
      ['small.yaml', '--redis', 'http://x'],
      /^invalid --redis: unknown scheme http:\/\/: expected redis:\/\/ or rediss:\/\/\nhint: /,
    ],
    [
      ['small.yaml', '--redis', 'redis://127.0.0.1:1'],
      /^missing Redis at redis:\/\/127\.0\.0\.1:1: it cannot be reached \(ECONNREFUSED\)\nhint: /,
    ],
  ])('%j', async (args, err) => {
    const files = {
      'small.yaml': STUDY,
      'bad.yaml': STUDY.replace('[leaked', '[leakd'),
      'typo.yaml': STUDY.replace('runs:', 'ruhns:'),
      'path.yaml': STUDY.replace('decision_time_s', 'decision_tme_s'),
    }
    await inFolder(files, async (cwd) => {
      const outcome = await opendome(['study', ...args], { cwd })
      expect(outcome.err).toMatch(err)
      expect([outcome.code, outcome.out]).toEqual([2, ''])
    })
  })
})

describe('opendome results', () => {
  it('lists, shows, queries, exports and removes', async () => {
    await inFolder({ 'small.yaml': STUDY }, async (cwd) => {
      const study = await opendome(['study', 'small.yaml', '--json'], { cwd })
      const results = (...args: string[]): Promise<Outcome> => opendome(['results', ...args], { cwd })
      expect((await results('list')).out).toMatch(/^a-small-study-[0-9a-f]{10} +runs +done +2 +240 /m)
      expect((await results('show', 'a-small', '--json')).out).toBe(study.out)
      const asked = await results(
        'query',
        'SELECT point, count(*) AS n, avg(leaked) AS m FROM runs GROUP BY point ORDER BY point',
        '--json',
      )
      const { points } = JSON.parse(study.out) as { points: { means: { leaked: number } }[] }
      expect(JSON.parse(asked.out)).toMatchObject({
        columns: ['point', 'n', 'm'],
        rows: points.map(({ means }, point) => ({
          point,
          n: 120,
          m: expect.closeTo(means.leaked, 12) as number,
        })),
      })
      const csv = await results(
        'query',
        'SELECT "command.decision_time_s" AS d, point FROM points ORDER BY point',
        '--csv',
      )
      expect(csv.out).toBe('d,point\n,0\n90,1\n')
      for (const format of ['csv', 'json', 'parquet'])
        expect(await results('export', format, 'a-small', `x.${format}`)).toMatchObject({ code: 0, out: '' })
      const lines = readFileSync(join(cwd, 'x.csv'), 'utf8').trim().split('\n')
      expect(lines.filter((line) => line.startsWith('# ')).join(' ')).toContain('# opendome: 0.1.0')
      expect(lines.filter((line) => /^\d/.test(line))).toHaveLength(240)
      const document = JSON.parse(readFileSync(join(cwd, 'x.json'), 'utf8')) as {
        study: string
        runs: unknown[]
      }
      expect([document.study, document.runs.length]).toEqual(['A small study', 240])
      expect(readFileSync(join(cwd, 'x.parquet')).subarray(0, 4).toString()).toBe('PAR1')
      expect((await results('rm', 'a-small')).out).toMatch(/^removed a-small-study-/)
      expect(readdirSync(join(cwd, 'opendome-results', 'runs'))).toEqual([])
      expect((await results('list')).out).toBe('no study in ./opendome-results\n')
    })
  })

  it.each([
    [['list', '--out', 'none'], /^missing result store: there is none in none\nhint: /],
    [['show', 'nothing'], /^unknown study nothing: not in \.\/opendome-results\nhint: /],
    [
      ['query', 'SELECT * FROM runz'],
      /^invalid SQL: .*runz.*\nhint: tables are runs, points, studies and events/,
    ],
    [
      ['query', "SELECT * FROM read_text('/etc/passwd')"],
      /^unsupported SQL that reads outside the result store\nhint: /,
    ],
    [['export', 'xml', 'x'], /^invalid FORMAT xml: expected csv, parquet, json\nhint: /],
  ])('refuses %j with code 2', async (args, err) => {
    await inFolder({}, async (cwd) => {
      mkdirSync(join(cwd, 'opendome-results'))
      writeFileSync(join(cwd, 'opendome-results', 'store.json'), '{"opendome_store": 1, "id": "x"}')
      const outcome = await opendome(['results', ...args], { cwd })
      expect(outcome.err).toMatch(err)
      expect([outcome.code, outcome.out]).toEqual([2, ''])
    })
  })
})
