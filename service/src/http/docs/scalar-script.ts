import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const printer = fileURLToPath(new URL('./print-scalar.ts', import.meta.url))
const maxBytes = 16 * 1024 * 1024

let script: Promise<Buffer> | undefined

/**
 * Scalar's script for browsers, gzipped. A process of its own makes it when it is asked for first: a task that loads the package, also
 * in another thread, keeps 60 MB of it for good, and its event loop stands still for 0.2 s of a whole core. So, 1.4 MB stay.
 */
export function scalarScript(): Promise<Buffer> {
  script ??= makeScript().catch((error) => {
    script = undefined
    throw error
  })
  return script
}

async function makeScript(): Promise<Buffer> {
  const options = { encoding: 'buffer', maxBuffer: maxBytes } as const
  const { stdout } = await promisify(execFile)(process.execPath, [printer], options)
  return stdout
}
