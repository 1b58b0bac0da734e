import { expect, it } from 'vitest'
import { Interrupt, takeOver } from './interrupt.ts'

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 60))

it('feels a Ctrl-C that came while the program was being loaded and waits for its turn', async () => {
  const before = process.listeners('SIGINT')
  let loading = 0
  takeOver('SIGINT', () => loading++)
  process.kill(process.pid, 'SIGINT')
  const interrupt = new Interrupt()
  await turn()
  expect([interrupt.stopped, await interrupt.lookUp(), loading]).toEqual([true, false, 0])
  interrupt.dispose()
  for (const old of before) process.on('SIGINT', old)
})

it('tells work elsewhere at the first Ctrl-C', async () => {
  const before = process.listeners('SIGINT')
  const interrupt = new Interrupt()
  let told = 0
  interrupt.onStop = () => told++
  expect(await interrupt.lookUp()).toBe(true)
  process.kill(process.pid, 'SIGINT')
  await turn()
  expect([told, interrupt.stopped]).toEqual([1, true])
  interrupt.dispose()
  for (const old of before) process.on('SIGINT', old)
})
