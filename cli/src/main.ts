#!/usr/bin/env node
// Only Node's own modules may be imported above the check: an older Node cannot even load the rest.
import { requireNode } from './require-node.ts'

const complaint = requireNode(process.versions.node)
if (complaint !== undefined) {
  process.stderr.write(`${complaint}\n`)
  process.exitCode = 3
} else {
  const { run } = await import('./run.ts')
  const stopping = new AbortController()
  for (const [signal, exitCode] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    process.on(signal, () => {
      if (stopping.signal.aborted) process.exit(exitCode) // asked twice: what is left is cleared by the next start
      stopping.abort(new Error(signal))
      process.exitCode = exitCode
    })
  }
  const exitCode = await run(process.argv.slice(2), {
    out: process.stdout,
    err: process.stderr,
    signal: stopping.signal,
  })
  process.exitCode ??= exitCode
}
