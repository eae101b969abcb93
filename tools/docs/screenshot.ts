import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const first = { width: 1280, height: 900 }

/** The first screen of `page` as a PNG in `file`, taken by the Chromium on PATH. False where there is none: then nothing is written. */
export async function screenshot(page: string, file: string): Promise<boolean> {
  await using stack = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'telemark-docs-'))
  stack.defer(() => rm(folder, { recursive: true, force: true }))
  const path = join(folder, 'report.html')
  await writeFile(path, page)
  const options = [
    '--headless',
    '--hide-scrollbars',
    '--force-color-profile=srgb',
    `--user-data-dir=${join(folder, 'profile')}`,
    `--window-size=${first.width},${first.height}`,
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), // root has no sandbox
    `--screenshot=${file}`,
    pathToFileURL(path).href,
  ]
  for (const name of names) {
    if (await started(name, options)) return true
  }
  return false
}

/** False where there is no such program. */
async function started(name: string, options: readonly string[]): Promise<boolean> {
  try {
    await run(name, options)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw error
  }
}
