import type { Brief, Piece, Section } from './content.ts'
import type { Language } from '@opendome/model/study'

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Only addresses of the web become links. */
const isAddress = (address: string | null): address is string =>
  address !== null && /^https?:\/\//.test(address)

const STYLE = `body{font:15px/1.5 "DejaVu Sans",Verdana,sans-serif;color:#1f2933;max-width:1100px;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem}h2{font-size:1.15rem;margin-top:2rem}table{border-collapse:collapse;font-size:.85rem;margin:.5rem 0}
th,td{border-bottom:1px solid #d9e2ec;padding:.3rem .6rem;text-align:right;vertical-align:top}th:first-child,td:first-child{text-align:left}
a{color:#0072b2;text-decoration:none;border-bottom:1px dotted}svg{max-width:100%;height:auto}.wide{overflow-x:auto}li{margin:.2rem 0}`

/** One page of HTML that needs nothing else; every figure is a link to its source below. */
export function briefHtml(
  brief: Brief,
  language: Language,
  pictures: Readonly<Record<string, string>>,
): string {
  const piece = ({ text, source }: Piece): string =>
    source === undefined ? escaped(text) : `<a href="#source-${source}">${escaped(text)}</a>`
  const section = (s: Section): string =>
    [
      `<h2 id="${s.id}">${escaped(s.title)}</h2>`,
      ...s.prose.map((p) => `<p>${escaped(p)}</p>`),
      ...(s.picture === undefined ? [] : [pictures[s.picture] ?? '']),
      ...(s.table === undefined
        ? []
        : [
            '<div class="wide"><table><thead><tr>',
            ...s.table.head.map((h) => `<th>${escaped(h)}</th>`),
            '</tr></thead><tbody>',
            ...s.table.rows.map(
              (row) => `<tr>${row.map((cell) => `<td>${cell.map(piece).join('')}</td>`).join('')}</tr>`,
            ),
            '</tbody></table></div>',
          ]),
      ...(s.list === undefined ? [] : ['<ul>', ...s.list.map((l) => `<li>${escaped(l)}</li>`), '</ul>']),
    ].join('\n')
  const sources = brief.sources.map(({ id, name, lines }) => {
    const texts = lines.map(({ text, address }) =>
      isAddress(address) ? `<a href="${escaped(address)}">${escaped(text)}</a>` : escaped(text),
    )
    return `<li id="source-${id}"><b>${escaped(name)}</b>: ${texts.join('; ')}</li>`
  })
  return [
    '<!doctype html>',
    `<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(brief.title)}</title>`,
    `<style>${STYLE}</style></head><body>`,
    `<h1>${escaped(brief.title)}</h1>`,
    `<p>${escaped(brief.intro)}</p>`,
    ...brief.sections.map(section),
    `<h2 id="sources">Sources</h2><ul>${sources.join('\n')}</ul>`,
    '</body></html>',
    '',
  ].join('\n')
}

/** The same as Markdown; figures link to the sources below. */
export function briefMarkdown(brief: Brief): string {
  const plain = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
  const piece = ({ text, source }: Piece): string =>
    source === undefined ? plain(text) : `[${plain(text)}](#source-${source})`
  const section = (s: Section): string[] => [
    `## ${s.title}`,
    '',
    ...s.prose.flatMap((p) => [p, '']),
    ...(s.table === undefined
      ? []
      : [
          `| ${s.table.head.map(plain).join(' | ')} |`,
          `| ${s.table.head.map(() => '---').join(' | ')} |`,
          ...s.table.rows.map((row) => `| ${row.map((cell) => cell.map(piece).join('')).join(' | ')} |`),
          '',
        ]),
    ...(s.list === undefined ? [] : [...s.list.map((l) => `- ${l}`), '']),
  ]
  return [
    `# ${brief.title}`,
    '',
    brief.intro,
    '',
    ...brief.sections.flatMap(section),
    '## Sources',
    '',
    ...brief.sources.map(({ id, name, lines }) => {
      const texts = lines.map(({ text, address }) => (isAddress(address) ? `[${text}](${address})` : text))
      return `- <a id="source-${id}"></a>**${name}**: ${texts.join('; ')}`
    }),
    '',
  ].join('\n')
}
