import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ShortfallReport } from '@opendome/model/study'
import { describe, expect, it } from 'vitest'
import { inFolder, shapeOf } from '../testing/command.ts'
import { opendome } from '../testing/commands.ts'

const PLACE = {
  nation: 'string',
  zone: 'string',
  intercepts: 'number',
  share: { estimate: 'number', ci95: ['number'] },
}

describe('opendome shortfall', () => {
  it('says where remains come down, in sentences and tables, and draws it', () =>
    inFolder({}, async (cwd) => {
      const args = ['shortfall', 'cbo-2026', '--runs', '20', '--picture', 'fall.svg']
      const { code, out, err, seconds } = await opendome(args, { cwd })
      expect([code, err]).toEqual([0, 'written: fall.svg\n'])
      expect(out.replace(/\s+/g, ' ')).toMatch(
        /raid: of \d\.\d intercepts under thrust a run the remains come down \d+ % on /,
      )
      expect(out).toMatch(/^Canada, land +\d+ % /m)
      // Of three columns of figures, none is the same in every row.
      expect(out).not.toContain('none survive')
      expect(out).toContain('Landing places only')
      const svg = readFileSync(join(cwd, 'fall.svg'), 'utf8')
      expect(svg).toContain('impact point from first release to burnout')
      // Asked for below 10 s; about 3 s on one core that does nothing else.
      expect(seconds).toBeLessThan(10)
    }))

  it('says what stays in orbit, and where the picture leaves something out', () =>
    inFolder(
      {
        'up.yaml': `opendome: 1
from: orbital
interceptors: [{ id: sbi, vehicle: { from: sbi-notional, sspk: 1, p_common: 1, burnout_margin_s: 0 } }]
command: { decision_time_s: 120.34 }
run: { window_s: 0 }
`,
      },
      async (cwd) => {
        const args = ['shortfall', 'up.yaml', '--runs', '2', '--picture', 'up.svg']
        const { code, out } = await opendome(args, { cwd })
        expect(code).toBe(0)
        expect(out.replace(/\s+/g, ' ')).toContain('the remains come down 100 % nowhere, in orbit.')
        expect(out).toMatch(/^nowhere: in orbit +100 % /m)
        expect(out).toMatch(/^ +274\.1 to 274\.3 +0\.2 to 0\.0 +nowhere: in orbit$/m)
        expect(readFileSync(join(cwd, 'up.svg'), 'utf8')).toContain('; it leaves the map')
      },
    ))

  it('prints one document, whose shares add up', async () => {
    const { code, out } = await opendome(['shortfall', 'cbo-2026', '--runs', '10', '--json'])
    expect(code).toBe(0)
    const report = JSON.parse(out) as ShortfallReport
    const [raid] = report.threats
    expect(raid!.places.reduce((sum, p) => sum + p.share.estimate, 0)).toBeCloseTo(1, 12)
    expect(shapeOf(raid!.places.filter((p) => p.nation !== null).slice(0, 1))).toEqual([PLACE])
    expect(shapeOf(raid!.track.slice(-1))).toEqual([
      {
        t_s: 'number',
        lat_deg: 'number',
        lon_deg: 'number',
        fall_s: 'number',
        nation: 'string',
        zone: 'string',
        vacuum_apart_km: 'number',
        light_apart_km: 'number',
      },
    ])
  })

  it('prints the tracks as CSV without any run, and refuses what it cannot read', async () => {
    const { code, out } = await opendome(['shortfall', 'cbo-2026', '--runs', '0', '--csv'])
    expect(code).toBe(0)
    expect(out).toContain(
      'threat,t_s,lat_deg,lon_deg,fall_s,nation,zone,vacuum_apart_km,light_apart_km\nraid,5,',
    )
    const wrong = await opendome(['shortfall', 'cbo-2026', '--runs', '-1'])
    expect([wrong.code, wrong.out]).toEqual([2, ''])
    expect(wrong.err).toContain('invalid --runs -1: expected a whole number from 0 to 100000')
  })
})
