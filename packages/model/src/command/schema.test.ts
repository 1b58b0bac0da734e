import { describe, expect, it } from 'vitest'
import { CATALOG } from '../generated/catalog.ts'
import { commandSchema } from './schema.ts'

describe('command defaults', () => {
  it('are the figures of the catalog, each with its source', () => {
    const delays = CATALOG.find((e) => e.kind === 'command' && e.id === 'stated-delays')
    const defaults = commandSchema.parse({})
    for (const figure of delays?.figures ?? []) {
      expect(defaults[figure.path as keyof typeof defaults], figure.path).toBe(figure.value)
      expect(figure.where).not.toBe('')
    }
    expect(delays?.figures.map((f) => f.path)).toEqual([
      'cloud_top_km',
      'latency_s',
      'solution_delay_s',
      'decision_time_s',
      'update_interval_s',
    ])
  })
})
