#!/usr/bin/env node
// Only Node's own modules may be imported above the check: an older Node cannot even load the rest.
import { requireNode } from './require-node.ts'

const complaint = requireNode(process.versions.node)
if (complaint !== undefined) {
  process.stderr.write(`${complaint}\n`)
  process.exitCode = 3
} else {
  const { patience } = await import('./patience.ts')
  const stopping = new AbortController()
  const stop = (because: string, exitCode: number) => {
    if (!stopping.signal.aborted) process.exitCode = exitCode
    stopping.abort(new Error(because))
  }
  const asked = patience(() => performance.now())
  for (const [signal, exitCode] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    process.on(signal, () => {
      if (asked() === 'at once') process.exit(exitCode) // what is left is cleared by the next start
      stop(signal, exitCode)
    })
  }
  // Nobody reads any more (`| head`), which is no failure of ours: stop in good order, with the exit code of SIGPIPE.
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', ({ message }) => stop(message, 141))
  const { run } = await import('./run.ts')
  const exitCode = await run(process.argv.slice(2), {
    out: process.stdout,
    err: process.stderr,
    signal: stopping.signal,
  })
  process.exitCode ??= exitCode
}
