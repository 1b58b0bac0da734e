import { answerOf } from '@opendome/model/answer'
import { expect, it } from 'vitest'
import { appOfFile } from './testing/app.ts'

const app = appOfFile()

it('answers at once with the bytes of the command line, draws the globe, and asks no other host', async () => {
  await app.visit({ path: '/?runs=20' }, async ({ page, said, abroad }) => {
    await page.waitForSelector('[data-testid=sentence]')
    await page.waitForSelector('.globe[data-drawn=true][data-scene=true]')
    const shown = await page.evaluate(() => JSON.stringify(window.opendome!.document()))
    const scenario = { name: 'cbo-2026', text: 'opendome: 1\nfrom: cbo-2026\n' }
    expect(shown).toBe(JSON.stringify(answerOf({ command: 'run', scenario, runs: 20 }).document))
    const sentence = (await page.textContent('[data-testid=sentence]'))!
    expect(sentence).toContain('0.10 to 9.2 of 10 missiles get through')
    expect(sentence).toContain('This reading: 4.8.')
    expect(await page.textContent('[data-testid=small-print]')).toContain('Mean of 20 runs')
    expect(await page.textContent('[data-testid=money]')).toContain('$706 B over 20 years')
    expect(said).toEqual([])
    expect(abroad).toEqual([])
  })
})
