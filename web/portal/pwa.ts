// Vite plugin: writes the portal's service worker, web manifest and icons into the build.
//
// The worker keeps the shell (the page, its scripts and styles) on the device, so that the portal opens at
// once and also without a network. It never touches the API: what a customer reads and sends is always live.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const COPIED = ['icon.svg', 'icon-192.png', 'icon-512.png', 'manifest.webmanifest']

export function portalWorker(): Plugin {
  return {
    name: 'polydesk-portal-worker',
    apply: 'build',
    generateBundle(_options, bundle) {
      for (const name of COPIED) {
        this.emitFile({ type: 'asset', fileName: `portal/${name}`, source: readFileSync(at(`./public/${name}`)) })
      }
      const assets = shellAssets(bundle)
      const version = createHash('sha256').update(assets.join('\n')).digest('hex').slice(0, 12)
      const source = readFileSync(at('./sw.js'), 'utf8')
        .replace('__VERSION__', version)
        .replace('"__ASSETS__"', JSON.stringify(['/portal/index.html', '/portal/icon.svg', ...assets]))
      this.emitFile({ type: 'asset', fileName: 'portal/sw.js', source })
    },
  }
}

interface Chunk { type: string; fileName: string; isEntry?: boolean; name?: string; imports?: string[]; dynamicImports?: string[]; viteMetadata?: { importedCss: Set<string> } }

/** Every chunk that the portal's entry reaches, lazy pages included: all of it together is small. */
function shellAssets(bundle: Record<string, unknown>): string[] {
  const chunks = bundle as Record<string, Chunk>
  const entry = Object.values(chunks).find((chunk) => chunk.type === 'chunk' && chunk.isEntry && chunk.name === 'portal')
  const files = new Set<string>()
  const visit = (chunk: Chunk | undefined): void => {
    if (!chunk || files.has(chunk.fileName)) return
    files.add(chunk.fileName)
    for (const css of chunk.viteMetadata?.importedCss ?? []) files.add(css)
    for (const next of [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])]) visit(chunks[next])
  }
  visit(entry)
  return [...files].sort().map((file) => `/${file}`)
}
