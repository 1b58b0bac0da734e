import type { z } from 'zod'
import { OpendomeError } from '../core/index.ts'
import { exchangeRate } from '../cost/index.ts'
import { catalogEntry } from './catalog.ts'
import { exchangeRates } from './cost-tables.ts'
import { valueAt, type Mistake } from './diagnose.ts'
import type { Path } from './document.ts'
import { idOf, isFields, type Fields } from './merge.ts'
import type { partnerSchema } from './partners-schema.ts'
import type { scenarioSchema } from './schema.ts'

type WrittenPartner = z.output<typeof partnerSchema>
type Written = z.output<typeof scenarioSchema>

/** A nation in the shield, as read. */
export interface ScenarioPartner extends Omit<WrittenPartner, 'pays'> {
  /** Its name in the catalog. */
  readonly name: string
  /** Part of the cost it pays, or a sum in US dollars at the dated rate; undefined where it pays nothing. */
  readonly pays: { readonly share: number } | { readonly usd: number } | undefined
}

/** The partners with their names, what they pay in dollars. */
export function partnersOf(written: readonly WrittenPartner[]): ScenarioPartner[] {
  const rates = exchangeRates()
  return written.map(({ pays, ...partner }) => ({
    ...partner,
    name: catalogEntry('partner', partner.id).name,
    pays:
      pays === undefined || 'share' in pays
        ? pays
        : { usd: (pays.amount_b * 1e9) / exchangeRate(rates, pays.currency).perUsd },
  }))
}

/** Shares that are written out may exceed the whole by rounding only. */
const ADD_UP = 1e-9

/** What does not go together in `partners`: idle partners, things that two of them host, consent that nobody is asked for, shares above the whole. */
export function partnerMistakes({ partners, ...written }: Written): Mistake[] {
  const mistakes: Mistake[] = []
  const put = (path: Path, error: OpendomeError, place: Mistake['place'] = 'value'): void => {
    mistakes.push({ error, path: ['partners', ...path], place })
  }
  const known = things(written)
  const parties = written.command.authority?.parties.map((p) => p.id) ?? []
  const asked = written.command.authority?.ask ?? []
  const areas = written.defended.map((d) => d.area)
  const taken = { hosts: new Map<string, string>(), owns: new Map<string, string>() }
  let sum = 0
  partners.forEach((partner, i) => {
    const { id, pays } = partner
    if (partner.hosts.length === 0 && partner.owns.length === 0 && pays === undefined)
      put(
        [i],
        new OpendomeError('invalid', `partners.${id}: it hosts nothing, owns nothing and pays nothing`, {
          hint: 'add hosts:, owns: or pays:, or remove the partner',
        }),
      )
    for (const field of ['hosts', 'owns'] as const)
      partner[field].forEach((thing, k) => {
        const other = taken[field].get(thing)
        if (!known.includes(thing))
          put(
            [i, field, k],
            new OpendomeError('unknown', `thing ${thing} of partner ${id}: the file has none`, {
              hint: known.length === 0 ? 'the file has no things' : `one of ${known.slice(0, 10).join(', ')}`,
            }),
          )
        else if (other !== undefined)
          put(
            [i, field, k],
            new OpendomeError(
              'invalid',
              `partners.${id}.${field} ${thing}: ${other} ${field} it too, expected one partner`,
              { hint: `remove it from ${other} or ${id}` },
            ),
          )
        else taken[field].set(thing, id)
      })
    partner.defends.forEach((area, k) => {
      if (areas.includes(area)) return
      put(
        [i, 'defends', k],
        new OpendomeError('unknown', `area ${area} of partner ${id}: expected one of ${areas.join(', ')}`, {
          hint: 'name it under defended:',
        }),
      )
    })
    if (partner.consent && !(parties.includes(id) && asked.includes(id)))
      put(
        [i, 'consent'],
        new OpendomeError('missing', `consent of partner ${id}: command.authority does not ask it`, {
          hint: `add a party ${id} to command.authority.parties and to ask, or leave consent out`,
        }),
      )
    if (pays !== undefined && 'share' in pays) {
      sum += pays.share
      if (sum > 1 + ADD_UP)
        put(
          [i, 'pays', 'share'],
          new OpendomeError(
            'invalid',
            `partners.${id}.pays.share ${pays.share}: the shares add up to ${Number(sum.toPrecision(6))}, expected at most 1`,
            { hint: 'lower a share' },
          ),
        )
    } else if (pays !== undefined) {
      const unknown = attempt(() => exchangeRate(exchangeRates(), pays.currency))
      if (unknown !== undefined) put([i, 'pays', 'currency'], unknown)
    }
    const nobody = attempt(() => catalogEntry('partner', id))
    if (nobody !== undefined) put([i, 'id'], nobody)
  })
  if (partners.length > 0)
    asked.forEach((party, k) => {
      if (partners.some((p) => p.id === party)) return
      if (attempt(() => catalogEntry('partner', party)) !== undefined) return
      mistakes.push({
        error: new OpendomeError(
          'unknown',
          `consent of ${party}: it is a nation, and not one of the partners ${partners.map((p) => p.id).join(', ')}`,
          { hint: 'add it to partners:, or do not ask it' },
        ),
        path: ['command', 'authority', 'ask', k],
        place: 'value',
      })
    })
  return mistakes
}

function attempt(work: () => unknown): OpendomeError | undefined {
  try {
    work()
    return undefined
  } catch (error) {
    if (error instanceof OpendomeError) return error
    throw error
  }
}

/** The things that a partner can host or own. */
function things({ sensors, interceptors, command }: Pick<Written, 'sensors' | 'interceptors' | 'command'>) {
  return [
    ...sensors.map((s) => `sensors.${s.id}`),
    ...interceptors.map((l) => `interceptors.${l.id}`),
    ...(command.network?.nodes ?? []).map((n) => `nodes.${n.id}`),
  ]
}

/** What of a partner says what goes with it. */
type Leaver = Omit<WrittenPartner, 'pays'>

/** A file without what the partners that are out take away, and what that is. */
export interface Without {
  readonly document: Fields
  /** The last sensor is gone, so that nothing is seen and nothing is fired. */
  readonly blind: boolean
  readonly limits: readonly string[]
}

/**
 * Takes from a right file what partners that are `out` take with them. Each of their things goes, with what rests on it (links over its satellites, its help in telling
 * decoys apart); a node is cut; its areas count and are not defended; it is no longer asked, or says no. With the last sensor all interceptors go: they had nothing to fire at.
 */
export function withoutPartners(document: Fields, out: readonly Leaver[]): Without {
  const gone = new Set(out.flatMap((p) => [...p.hosts, ...p.owns]))
  const stays = (list: string) => (thing: unknown) => !gone.has(`${list}.${idOf(thing) ?? ''}`)
  const listed = (x: unknown): unknown[] => (Array.isArray(x) ? x : [])
  const had = listed(document['sensors'])
  const sensors = had.filter(stays('sensors'))
  const blind = had.length > 0 && sensors.length === 0
  const interceptors = blind ? [] : listed(document['interceptors']).filter(stays('interceptors'))
  const open = new Set(out.flatMap((p) => p.defends))
  const defended = listed(document['defended']).map((d) =>
    isFields(d) && open.has(String(d['area'])) ? { ...d, protected: false } : d,
  )
  return {
    document: {
      ...document,
      sensors,
      interceptors,
      defended,
      command: commandWithout(document['command'], out, gone, sensors, interceptors),
    },
    blind,
    limits: out.map(({ id, hosts, owns, defends }) => {
      const taken = [...new Set([...hosts, ...owns])]
      return `Without ${catalogEntry('partner', id).name}: ${
        taken.length === 0 ? 'nothing that stands or flies is taken away' : `gone are ${taken.join(', ')}`
      }${defends.length === 0 ? '' : `; nothing is fired for the sake of ${defends.join(', ')} alone`}.`
    }),
  }
}

function commandWithout(
  written: unknown,
  out: readonly Leaver[],
  gone: ReadonlySet<string>,
  sensors: readonly unknown[],
  interceptors: readonly unknown[],
): unknown {
  if (!isFields(written)) return written
  const command: Fields = { ...written }
  const ids = (list: readonly unknown[]): Set<unknown> => new Set(list.map(idOf))
  const { discrimination, network, authority } = written
  const improved = valueAt(discrimination, ['improved_by'])
  if (isFields(discrimination) && Array.isArray(improved)) {
    const left = ids(sensors)
    command['discrimination'] = {
      ...discrimination,
      improved_by: improved.filter((by) => left.has(valueAt(by, ['sensor']))),
    }
  }
  if (isFields(network)) {
    const layers = ids(interceptors)
    const cut = [...gone]
      .filter((g) => g.startsWith('nodes.'))
      .map((g) => ({ node: g.slice('nodes.'.length) }))
    const links = Array.isArray(network['links']) ? (network['links'] as unknown[]) : []
    command['network'] = {
      ...network,
      links: links.filter((l) => {
        const over = valueAt(l, ['over', 'layer'])
        return over === undefined || layers.has(over)
      }),
      cut: [...(Array.isArray(network['cut']) ? (network['cut'] as unknown[]) : []), ...cut],
    }
  }
  const parties = valueAt(authority, ['parties'])
  if (isFields(authority) && Array.isArray(parties) && Array.isArray(authority['ask'])) {
    const refuses = new Set(out.filter((p) => p.leaving.refuses).map((p) => p.id))
    const silent = new Set(out.filter((p) => !p.leaving.refuses).map((p) => p.id))
    command['authority'] = {
      ...authority,
      parties: parties.map((p: unknown) =>
        isFields(p) && refuses.has(idOf(p) ?? '') ? { ...p, consents: 0 } : p,
      ),
      ask: authority['ask'].filter((id) => !silent.has(String(id))),
    }
  }
  return command
}
