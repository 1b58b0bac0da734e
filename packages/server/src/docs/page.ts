import { fieldRows, type Description, type FieldRow, type Operation } from './description.ts'

/** The page that describes the API, made of its description: readable without a script; with one, each request can be sent from it. */
export function docsPage(api: Description): string {
  const all = Object.entries(api.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ method, path, operation })),
  )
  const tags = [...new Set(all.flatMap(({ operation }) => operation.tags ?? []))]
  const tokens = api.components?.securitySchemes !== undefined
  const { title, version, description = '' } = api.info
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)}: the API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="./page.css">
<script src="./page.js" defer></script>
</head>
<body>
<header>
<h1>${text(title)}: the API</h1>
<p>Version ${text(version)}. ${words(description)}</p>
<p><a href="../../">The app</a> · <a href="../openapi.json">The same as OpenAPI 3.1</a></p>
<nav aria-label="Parts">${tags.map((tag) => `<a href="#${text(tag)}">${text(tag)}</a>`).join(' ')} <a href="#errors">errors</a></nav>
${
  tokens
    ? '<p><label>Token <input id="token" type="password" autocomplete="off" size="50"></label> <small>This server demands one. It stays in this page.</small></p>'
    : ''
}
</header>
<main>
${tags
  .map(
    (tag) => `<section aria-labelledby="${text(tag)}">
<h2 id="${text(tag)}">${text(tag)}</h2>
${all
  .filter(({ operation }) => operation.tags?.includes(tag) === true)
  .map(({ method, path, operation }) => operationPart(method, path, operation))
  .join('\n')}
</section>`,
  )
  .join('\n')}
${errorsPart(all.map(({ operation }) => operation))}
</main>
</body>
</html>
`
}

function operationPart(method: string, path: string, operation: Operation): string {
  const { summary = '', description, parameters = [], requestBody, responses = {} } = operation
  const { schema: body, example = {} } = requestBody?.content?.['application/json'] ?? {}
  const asked: FieldRow[] = [
    ...parameters.map(({ name, description: doc = '' }) => ({ name, needed: true, kind: 'text', doc })),
    ...fieldRows(body),
  ]
  const good = Object.entries(responses).filter(([status]) => status.startsWith('2'))
  const name = `${method.toUpperCase()} ${path}`
  return `<details class="${text(method)}">
<summary><span class="method">${text(method.toUpperCase())}</span> <code>${text(path)}</code> <span>${words(summary)}</span></summary>
<div>
${description === undefined ? '' : `<p>${words(description)}</p>`}
${asked.length === 0 ? '' : fieldTable(`${name}: what it takes`, asked)}
<ul class="answers">${good.map(([status, { description: doc = '' }]) => `<li><b>${text(status)}</b> ${words(doc)}</li>`).join('')}</ul>
${good.map(([status, { content }]) => answerTable(name, status, fieldRows(content?.['application/json']?.schema))).join('')}
<form data-method="${text(method.toUpperCase())}" data-path="${text(path)}" aria-label="Send ${text(name)}">
${parameters
  .map(
    ({ name: parameter, in: place }) =>
      `<label>${text(parameter)} <input name="${text(parameter)}" data-in="${text(place)}" required></label>`,
  )
  .join('')}
${
  body === undefined
    ? ''
    : `<label>Body <textarea name="body" rows="6" spellcheck="false">${text(JSON.stringify(example, null, 2))}</textarea></label>`
}
<button type="submit">Send</button> <span class="status" role="status"></span>
<pre tabindex="0" aria-label="Answer to ${text(name)}" hidden></pre>
</form>
</div>
</details>`
}

const answerTable = (name: string, status: string, rows: readonly FieldRow[]): string =>
  rows.length === 0
    ? ''
    : fieldTable(
        `${name}: names in the answer ${status}`.trim(),
        rows.map((row) => ({ ...row, needed: false })),
      )

const fieldTable = (label: string, rows: readonly FieldRow[]): string =>
  `<div class="table" tabindex="0" role="region" aria-label="${text(label)}"><table>
<caption>${text(label.slice(label.indexOf(': ') + 2))}</caption>
<thead><tr><th scope="col">name</th><th scope="col">value</th><th scope="col">meaning</th></tr></thead>
<tbody>${rows
    .map(
      ({ name, needed, kind, doc }) =>
        `<tr><th scope="row"><code>${text(name)}</code>${needed ? ' <small>needed</small>' : ''}</th><td>${text(kind)}</td><td>${words(doc)}</td></tr>`,
    )
    .join('')}</tbody>
</table></div>`

/** What every route may answer instead, said once. */
function errorsPart(operations: readonly Operation[]): string {
  const responses = operations.find(({ responses = {} }) => '400' in responses)?.responses ?? {}
  const bad = Object.entries(responses).filter(([status]) => !status.startsWith('2'))
  return `<section aria-labelledby="errors">
<h2 id="errors">errors</h2>
<p>An answer that is none is a document with these names.</p>
${answerTable('errors', '', fieldRows(responses['400']?.content?.['application/json']?.schema))}
<ul class="answers">${bad.map(([status, { description = '' }]) => `<li><b>${text(status)}</b> ${text(description)}</li>`).join('')}</ul>
</section>`
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** A sentence, what stands between backticks as code. */
const words = (plain: string): string => text(plain).replaceAll(/`([^`]+)`/g, '<code>$1</code>')

/** Text that stands for itself in HTML, between tags and in attributes. */
const text = (plain: string): string => plain.replaceAll(/[&<>"]/g, (c) => ESCAPES[c]!)
