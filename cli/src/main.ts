#!/usr/bin/env node
// Only what an older Node can load may be imported above the check.
import { exitCodes } from './errors/exit-codes.ts'
import { requireNode } from './require-node.ts'

const complaint = requireNode(process.versions.node)
if (complaint !== undefined) {
  process.stderr.write(`${complaint}\n`)
  process.exitCode = exitCodes.missingTool.code
} else {
  const { patience } = await import('./patience.ts')
  const stopping = new AbortController()
  const stop = (because: string, exitCode: number) => {
    if (!stopping.signal.aborted) process.exitCode = exitCode
    stopping.abort(new Error(because))
  }
  const asked = patience(() => performance.now())
  for (const [signal, exitCode] of [
    ['SIGINT', exitCodes.interrupted.code],
    ['SIGTERM', exitCodes.terminated.code],
    ['SIGHUP', exitCodes.hungUp.code],
  ] as const) {
    process.on(signal, () => {
      if (asked() === 'at once') process.exit(exitCode) // what is left is cleared by the next start
      stop(signal, exitCode)
    })
  }
  // Nobody reads any more (`| head`), which is no failure of ours: stop in good order, with the exit code of SIGPIPE.
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', ({ message }) => stop(message, exitCodes.unread.code))
  const { run } = await import('./run.ts')
  const exitCode = await run(process.argv.slice(2), {
    out: process.stdout,
    err: process.stderr,
    signal: stopping.signal,
  })
  process.exitCode ??= exitCode
}
