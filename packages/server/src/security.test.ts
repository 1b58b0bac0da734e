import { expect, it } from 'vitest'
import { isLoopback } from './security.ts'

it('tells addresses of this machine alone from all others', () => {
  for (const host of ['localhost', '127.0.0.1', '127.8.9.1', '::1', '[::1]'])
    expect(isLoopback(host)).toBe(true)
  for (const host of [
    '',
    '0.0.0.0',
    '::',
    '10.0.0.1',
    '127.0.0.1.example.org',
    'localhost.example.org',
    '127.1',
  ])
    expect(isLoopback(host)).toBe(false)
})
