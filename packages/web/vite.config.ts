import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The site is static files with relative addresses: it works from any server and from a sub-path. */
export const config = defineConfig({
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    outDir: 'dist',
    emptyOutDir: true,
    chunkSizeWarningLimit: 2000,
    assetsInlineLimit: 0,
  },
})

export default config
