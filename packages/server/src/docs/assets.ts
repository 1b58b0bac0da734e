/** The style of the page of the API: that of the app. */
export const DOCS_STYLE = `
:root { --ink: #16222e; --soft: #4d5d6c; --paper: #fff; --ground: #f4f6f8; --line: #d5dde5; --accent: #0b5f9e;
  font: 15px/1.5 'Inter Variable', Inter, system-ui, sans-serif; color: var(--ink); background: var(--ground); }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 68rem; padding: 1.5rem 1.2rem 4rem; }
h1 { font-size: 1.7rem; letter-spacing: -0.02em; margin: 0; }
h2 { font-size: 1.2rem; margin: 1.8rem 0 0.6rem; }
p { margin: 0.4rem 0; }
a { color: var(--accent); }
nav { display: flex; flex-wrap: wrap; gap: 0.2rem 1rem; margin: 0.8rem 0; }
small, caption { color: var(--soft); font-size: 0.84rem; }
code, pre, textarea { font: 0.86rem/1.45 ui-monospace, 'DejaVu Sans Mono', monospace; }
:focus-visible { outline: 3px solid #f2a900; outline-offset: 2px; }
details { background: var(--paper); border: 1px solid var(--line); border-radius: 6px; margin-bottom: 0.5rem; }
summary { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.2rem 0.7rem; padding: 0.5rem 0.8rem; cursor: pointer; }
summary > code { font-weight: 600; overflow-wrap: anywhere; }
summary span:last-child { color: var(--soft); }
.method { flex: none; width: 4.4rem; text-align: center; border-radius: 4px; font-size: 0.8rem; font-weight: 700; color: #fff; background: var(--accent); }
.post .method { background: #116644; }
.delete .method { background: #9c2f12; }
details > div { padding: 0 0.8rem 0.9rem; }
.table { overflow-x: auto; margin: 0.6rem 0; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
caption { text-align: left; padding-bottom: 0.2rem; }
th, td { text-align: left; vertical-align: top; padding: 0.25rem 0.8rem 0.25rem 0; border-bottom: 1px solid var(--line); font-weight: 400; }
thead th { font-weight: 600; }
th:first-child { width: 15rem; }
@media (max-width: 600px) { th:first-child { width: auto; } }
.answers { margin: 0.5rem 0; padding-left: 1.2rem; }
form { margin-top: 0.7rem; padding-top: 0.7rem; border-top: 1px solid var(--line); }
form label { display: block; margin-bottom: 0.5rem; color: var(--soft); font-size: 0.84rem; }
input, textarea { display: block; width: 100%; max-width: 40rem; padding: 0.35rem 0.5rem; border: 1px solid #8496a6; border-radius: 4px; color: var(--ink); background: #fff; }
header input { display: inline-block; width: auto; max-width: 100%; }
button { font: inherit; color: #fff; background: var(--accent); border: 1px solid var(--accent); border-radius: 6px; padding: 0.25rem 1rem; cursor: pointer; }
button:disabled { opacity: 0.5; cursor: default; }
pre { max-height: 26rem; overflow: auto; margin: 0.7rem 0 0; padding: 0.7rem; background: #0b1724; color: #e6edf4; border-radius: 6px; white-space: pre-wrap; overflow-wrap: anywhere; }
pre[hidden] { display: none; }
`

/** Sends what a form of the page asks for, and shows what comes, a stream as it comes. Addresses are relative, so that the page works below any path. */
export const DOCS_SCRIPT = `'use strict'
const MOST = 200000
async function send(form) {
  const out = form.querySelector('pre')
  const status = form.querySelector('.status')
  const body = form.querySelector('textarea')
  const token = document.getElementById('token')
  const query = new URLSearchParams()
  let path = form.dataset.path
  for (const input of form.querySelectorAll('input')) {
    if (input.dataset.in === 'query') query.set(input.name, input.value)
    else path = path.replace('{' + input.name + '}', encodeURIComponent(input.value))
  }
  const search = query.toString()
  out.hidden = false
  out.textContent = ''
  status.textContent = '…'
  const response = await fetch('../..' + path + (search === '' ? '' : '?' + search), {
    method: form.dataset.method,
    headers: {
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(token && token.value !== '' ? { authorization: 'Bearer ' + token.value.trim() } : {}),
    },
    ...(body ? { body: body.value } : {}),
  })
  const type = (response.headers.get('content-type') ?? '').split(';')[0]
  const said = response.status + ' ' + type
  status.textContent = said
  const reader = response.body.getReader()
  const decoder = new TextDecoder()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    out.textContent += decoder.decode(value, { stream: true })
    if (out.textContent.length > MOST) {
      out.textContent = out.textContent.slice(0, MOST)
      status.textContent = said + ', the first ' + MOST + ' characters'
      await reader.cancel()
      return
    }
  }
}
for (const form of document.forms)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const button = form.querySelector('button')
    button.disabled = true
    send(form)
      .catch((error) => (form.querySelector('.status').textContent = 'no answer: ' + error.message))
      .finally(() => (button.disabled = false))
  })
`
