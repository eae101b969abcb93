import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/** The page's style sheet. */
export function pageStyle(): Promise<string> {
  return readFile(new URL('page/page.css', import.meta.url), 'utf8')
}

/**
 * The page's script with all that it imports, ECharts among it, as one text for a `<script>`. Bundled when a report is made: only what
 * the page uses of ECharts is in it, and there is no built file that could be stale.
 */
export async function pageScript(): Promise<string> {
  const { build } = await import('esbuild') // a process of its own: not for --help
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('page/main.ts', import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    charset: 'ascii',
    legalComments: 'none',
    logLevel: 'silent',
  })
  const [script] = outputFiles
  if (script === undefined) throw new Error('Cannot make the script of the report: esbuild gave no file.')
  // A text in the script that would end its element.
  return script.text.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--')
}
