import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyRequest } from 'fastify'
import { afterAll, describe, expect, it } from 'vitest'
import { HttpFailure } from '../failure.ts'
import { Gate } from './gate.ts'
import { TokenFile, makeToken, type Role } from './token-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'opendome-gate-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = join(folder, 'tokens.json')
const token = (role: Role): string => makeToken(file, { role, days: 1, name: '' }).token
const [reader, runner, admin] = [token('read'), token('run'), token('admin')]
const LIMITS = { burst: 3, perSecond: 0.5, questions: 2, studies: 2 }
const gate = (): Gate => new Gate({ tokens: new TokenFile(file), ...LIMITS })
const request = (authorization?: string) => ({ headers: { authorization } }) as FastifyRequest
const bearer = (text: string) => request(`Bearer ${text}`)

/** Status of what is thrown; 0 where nothing is. */
function statusOf(work: () => unknown): number {
  try {
    work()
    return 0
  } catch (error) {
    if (error instanceof HttpFailure) return error.status
    throw error
  }
}

describe('a gate', () => {
  it('lets in by token and role', () => {
    const status = (who: FastifyRequest, needed: Role): number => statusOf(() => gate().enter(who, needed))
    expect(status(request(), 'read')).toBe(401)
    expect(status(request(`Basic ${reader}`), 'read')).toBe(401)
    expect(status(bearer(`${reader}x`), 'read')).toBe(401)
    const roles: Role[] = ['read', 'run', 'admin']
    expect([reader, runner, admin].map((t) => roles.map((role) => status(bearer(t), role)))).toEqual([
      [0, 403, 403],
      [0, 0, 403],
      [0, 0, 0],
    ])
  })

  it('lets everybody in without tokens, at any rate', () => {
    const open = new Gate({ tokens: undefined, ...LIMITS })
    for (let i = 0; i < 20; i++) expect(open.enter(request(), 'admin', 0).role).toBe('admin')
    expect(statusOf(() => open.study(100))).toBe(0)
  })

  it('holds each token to its rate, and tells when to ask again', () => {
    const one = gate()
    const at = (seconds: number, who = reader): number =>
      statusOf(() => one.enter(bearer(who), 'read', 1000 * seconds))
    expect([at(0), at(0), at(0), at(0)]).toEqual([0, 0, 0, 429])
    expect(at(0, runner)).toBe(0)
    expect([at(1.9), at(2), at(2)]).toEqual([429, 0, 429])
    try {
      one.enter(bearer(reader), 'read', 2000)
    } catch (error) {
      expect((error as HttpFailure).retryAfter).toBe(2)
    }
  })

  it('holds each token to its open questions and studies', () => {
    const one = gate()
    const asker = one.enter(bearer(runner), 'run')
    const ends = [one.begin(asker), one.begin(asker)]
    expect(statusOf(() => one.begin(asker))).toBe(429)
    expect(statusOf(() => one.begin(one.enter(bearer(admin), 'run')))).toBe(0)
    ends[0]!()
    expect(statusOf(() => one.begin(asker))).toBe(0)
    expect([1, 2].map((open) => statusOf(() => one.study(open)))).toEqual([0, 429])
  })
})
