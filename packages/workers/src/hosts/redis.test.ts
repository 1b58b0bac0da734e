import { describe, expect, it } from 'vitest'
import { redisAddress } from './redis.ts'

describe('redisAddress', () => {
  it('reads host, port, database, user, password and TLS, and names none of the secrets', () => {
    expect(redisAddress('redis://localhost')).toEqual({
      name: 'redis://localhost:6379',
      options: { host: 'localhost', port: 6379, db: 0 },
    })
    expect(redisAddress('rediss://me:p%40ss@cache.example:6380/2')).toEqual({
      name: 'rediss://cache.example:6380/2',
      options: {
        host: 'cache.example',
        port: 6380,
        db: 2,
        username: 'me',
        password: 'p@ss',
        tls: { servername: 'cache.example' },
      },
    })
    expect(redisAddress('redis://:secret@[::1]:7000').options).toEqual({
      host: '::1',
      port: 7000,
      db: 0,
      password: 'secret',
    })
  })

  it.each([
    ['localhost:6379', /unknown scheme localhost:/],
    ['6379', /expected an address/],
    ['http://secret@x', /unknown scheme http:/],
    ['redis://', /no host/],
    ['redis://:secret@x/y', /database y: expected a number/],
  ])('refuses %s', (text, message) => {
    expect(() => redisAddress(text)).toThrow(message)
    expect(() => redisAddress(text)).not.toThrow(/secret/)
  })
})
