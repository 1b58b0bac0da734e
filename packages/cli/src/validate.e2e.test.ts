import { describe, expect, it } from 'vitest'
import { interruptAfter } from './testing/command.ts'
import { opendome } from './testing/commands.ts'

interface Document {
  readonly cases: readonly { readonly room: string; readonly pass: boolean | null }[]
}

const NAMES = ['id', 'room', 'class', 'expected', 'got', 'unit', 'difference', 'tolerance', 'pass', 'source']

describe('validate', () => {
  it('prints the cases of a room and counts them', async () => {
    const { code, out, err } = await opendome(['validate', '--room', 'earth'])
    expect(err).toBe('')
    const [, passed, failed, brackets] = /^(\d+) passed, (\d+) failed, (\d+) brackets?$/m
      .exec(out)!
      .map(Number)
    expect(code).toBe(failed === 0 ? 0 : 1)
    const rows = out.split('\n').filter((line) => / (ok|FAILED|bracket)$/.test(line))
    expect(rows).toHaveLength(passed! + failed! + brackets!)
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)
  })

  it('holds the names of the design in --json', async () => {
    const { code, out } = await opendome(['validate', '--json'])
    const { cases } = JSON.parse(out) as Document
    expect([...new Set(cases.map((c) => c.room))]).toEqual(
      expect.arrayContaining(['earth', 'orbit', 'threat', 'fleet']),
    )
    for (const c of cases) expect(Object.keys(c)).toEqual(expect.arrayContaining(NAMES))
    expect(code).toBe(cases.some((c) => c.pass === false) ? 1 : 0)
  })

  it('prints the cases done so far when it is stopped with Ctrl-C, and ends with code 130', async () => {
    const { code, out, err } = await opendome(['validate'], {
      started: (child) => void interruptAfter(child.pid!, 1.2),
    })
    expect([code, err]).toEqual([130, 'stopped before all cases were computed\n'])
    expect(out).toMatch(/^\d+ passed, \d+ failed, \d+ brackets?$/m)
  })

  it('gives the nearest room for an unknown one', async () => {
    expect(await opendome(['validate', '--room', 'erth'])).toMatchObject({
      code: 2,
      out: '',
      err: 'unknown --room erth: no case is in it\nhint: did you mean earth?\n',
    })
  })
})
