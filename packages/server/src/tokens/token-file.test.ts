import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TokenFile, makeToken } from './token-file.ts'

let folder = ''
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'opendome-tokens-'))))
afterEach(() => rmSync(folder, { recursive: true }))

const DAY = 86_400_000
const file = (): string => join(folder, 'tokens.json')

describe('a file of tokens', () => {
  it('knows a token by its hash alone, until it expires', () => {
    const { token, entry } = makeToken(file(), { role: 'run', days: 2, name: 'a' }, 1000)
    expect(token).toMatch(/^opendome_[\w-]{43}$/)
    expect(readFileSync(file(), 'utf8')).not.toContain(token.slice(9))
    expect(statSync(file()).mode & 0o777).toBe(0o600)
    const tokens = new TokenFile(file())
    expect(tokens.find(token, 1000 + 2 * DAY - 1)).toEqual(entry)
    expect(tokens.find(token, 1000 + 2 * DAY)).toBeUndefined()
    for (const other of ['', `${token}x`, token.slice(0, -1), token.toUpperCase(), entry.sha256])
      expect(tokens.find(other, 1000)).toBeUndefined()
  })

  it('takes new tokens and lost ones without being opened again, and drops what has expired', () => {
    const first = makeToken(file(), { role: 'read', days: 1, name: '' })
    const tokens = new TokenFile(file())
    const second = makeToken(file(), { role: 'admin', days: 1, name: '' })
    expect(tokens.find(second.token)?.role).toBe('admin')
    expect(tokens.find(first.token)?.role).toBe('read')
    makeToken(file(), { role: 'read', days: 1, name: '' }, Date.now() + 2 * DAY)
    expect(tokens.find(second.token)).toBeUndefined()
    rmSync(file())
    expect(tokens.find(first.token)).toBeUndefined()
  })

  it('refuses what is no file of tokens, and lives of no length', () => {
    expect(() => new TokenFile(file())).toThrow('missing token file: there is none of this name')
    for (const text of [
      '',
      '{}',
      '{"opendome_tokens": 2, "tokens": []}',
      '{"opendome_tokens": 1, "tokens": [{}]}',
    ]) {
      writeFileSync(file(), text)
      expect(() => new TokenFile(file())).toThrow(
        'invalid token file: it is none that opendome serve token made',
      )
      expect(() => makeToken(file(), { role: 'run', days: 1, name: '' })).toThrow('invalid token file')
    }
    for (const days of [0, -1, NaN, 4000])
      expect(() => makeToken(join(folder, 'new'), { role: 'run', days, name: '' })).toThrow(
        `invalid days ${days}`,
      )
  })
})
