import fc from 'fast-check'
import { expect, it } from 'vitest'
import { serverEvents, type ServerEvent } from './events.ts'

async function read(chunks: readonly Uint8Array[]): Promise<ServerEvent[]> {
  const found: ServerEvent[] = []
  async function* source(): AsyncGenerator<Uint8Array> {
    for (const chunk of chunks) yield await Promise.resolve(chunk)
  }
  for await (const event of serverEvents(source())) found.push(event)
  return found
}

const TEXT =
  ': hello\n\nevent: progress\ndata: {"runs":1}\nid: 4\n\ndata: a\r\ndata:b\r\n\r\nevent: end\ndata: é\n\nevent: lost\ndata: x\n'
const EVENTS = [
  { event: 'progress', data: '{"runs":1}' },
  { event: 'message', data: 'a\nb' },
  { event: 'end', data: 'é' },
]

it('gives the same events however the stream is cut; one that is broken off is none', async () => {
  const bytes = new TextEncoder().encode(TEXT)
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 30 }), async (cuts) => {
      const at = [0, ...cuts.toSorted((a, b) => a - b), bytes.length]
      const chunks = at.slice(1).map((end, i) => bytes.slice(at[i], end))
      expect(await read(chunks)).toEqual(EVENTS)
    }),
    { seed: 1 },
  )
})
