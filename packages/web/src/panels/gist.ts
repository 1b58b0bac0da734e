import type { PanelWords } from '../text/panels.en.ts'
import { figure } from '../text/words.ts'
import type { CardId, Field } from './field.ts'

/** What a closed card says of itself, in a few words. */
export function gist(card: CardId, fields: readonly Field[], words: PanelWords): string {
  const all = (end: string): Field[] => fields.filter((f) => f.path.endsWith(end) && f.value !== undefined)
  const number = (f: Field | undefined): number => (typeof f?.value === 'number' ? f.value : 0)
  const sum = (end: string): number => all(end).reduce((total, f) => total + number(f), 0)
  const things = new Set(fields.map((f) => f.thing))
  const named = (f: Field | undefined): string =>
    f?.options?.find((o) => o.id === f.value)?.name ?? String(f?.value ?? '')
  switch (card) {
    case 'fleet': {
      const each = (thing: string, end: string): number =>
        number(fields.find((f) => f.thing === thing && f.path.endsWith(end)))
      const total = [...things].reduce(
        (n, t) =>
          n +
          each(t, '.shell.planes') *
            each(t, '.shell.per_plane') *
            each(t, '.shell.interceptors_per_satellite'),
        0,
      )
      return words.gist.fleet(figure(total))
    }
    case 'sensors': {
      const kinds = new Set(all('.sensor').map((f) => f.thing)).size
      return kinds === 0 ? words.gist.stated : words.gist.sensors(kinds)
    }
    case 'command':
      return words.gist.command(figure(number(all('.decision_time_s')[0])))
    case 'ground':
      return words.gist.ground(things.size, figure(sum('.inventory')))
    case 'threat': {
      const kinds = all('.vehicle')
      return words.gist.threat(figure(sum('.count')), kinds.length === 1 ? named(kinds[0]) : undefined)
    }
    case 'defended':
      return all('.area').map(named).join(', ')
    case 'cost':
      return words.gist.cost(figure(number(all('cost.years')[0]) || 20))
    case 'run':
      return words.gist.run(figure(number(all('run.runs')[0])), String(number(all('run.seed')[0])))
  }
}
