import { describe, expect, it } from 'vitest'
import { fnv1a32, philox } from './random.ts'

// Random123 1.14 (D. E. Shaw Research), file tests/kat_vectors, lines "philox4x32 10": counter, key, result.
const KNOWN_ANSWERS = [
  [
    [0, 0, 0, 0],
    [0, 0],
    [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
  ],
  [
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    [0xffffffff, 0xffffffff],
    [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  ],
  [
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    [0xa4093822, 0x299f31d0],
    [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  ],
] as const

// IETF draft-eastlake-fnv (RFC 9923), test vectors of FNV-1a with 32 bits.
const FNV_VECTORS = [
  ['', 0x811c9dc5],
  ['a', 0xe40c292c],
  ['b', 0xe70c2de5],
  ['foobar', 0xbf9cf968],
] as const

describe('philox', () => {
  it('gives the published known answers of Random123', () => {
    for (const [counter, key, answer] of KNOWN_ANSWERS) {
      const out = new Uint32Array(4)
      philox(Uint32Array.from(counter), Uint32Array.from(key), out)
      expect([...out]).toEqual([...answer])
    }
  })
})

describe('fnv1a32', () => {
  it('gives the published test vectors', () => {
    for (const [text, hash] of FNV_VECTORS) expect(fnv1a32(text)).toBe(hash)
  })
})
