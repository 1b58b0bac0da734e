import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type HtmlTagDescriptor, type Plugin } from 'vite'

/** Names the page itself in the head: it comes with the few lines that start the model's thread, and not after them. */
function pageAhead(): Plugin {
  return {
    name: 'page-ahead',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle }): HtmlTagDescriptor[] {
        const page = Object.values(bundle ?? {}).find(
          (file) => file.type === 'chunk' && file.facadeModuleId?.endsWith('/src/main.tsx') === true,
        )
        return page === undefined
          ? []
          : [
              {
                tag: 'link',
                attrs: { rel: 'modulepreload', href: `./${page.fileName}` },
                injectTo: 'head',
              },
            ]
      },
    },
  }
}

const GENERATED = /[\\/]model[\\/]dist[\\/]generated[\\/](catalog|areas|land|nations)\.js$/

/** The model's large tables as text: a browser reads JSON several times as fast as the same data in a program. */
function tablesAsText(): Plugin {
  return {
    name: 'tables-as-text',
    async load(id) {
      if (!GENERATED.test(id)) return null
      const tables = (await import(pathToFileURL(id).href)) as Record<string, unknown>
      return Object.entries(tables)
        .map(
          ([name, table]) => `export const ${name} = JSON.parse(${JSON.stringify(JSON.stringify(table))})\n`,
        )
        .join('')
    },
  }
}

const TEXT = /\.(js|css|svg|json)$/
/** Below this a file does not get smaller by much, bytes. */
const SMALL = 1000

/** Lays beside each file of text the same compressed, for servers that hand that out: `opendome serve` is one. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    async writeBundle({ dir = 'dist' }) {
      for (const name of await readdir(dir, { recursive: true })) {
        if (!TEXT.test(name)) continue
        const own = await readFile(join(dir, name))
        if (own.length >= SMALL)
          await writeFile(join(dir, `${name}.gz`), await promisify(gzip)(own, { level: 9 }))
      }
    },
  }
}

/** The site is static files with relative addresses: it works from any server and from a sub-path. */
export const config = defineConfig({
  base: './',
  plugins: [react(), pageAhead(), compressed()],
  worker: { format: 'es', plugins: () => [tablesAsText()] },
  build: {
    target: 'es2023',
    outDir: 'dist',
    emptyOutDir: true,
    chunkSizeWarningLimit: 2000,
    assetsInlineLimit: 0,
  },
})

export default config
