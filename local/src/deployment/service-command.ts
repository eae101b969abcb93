import { createInterface } from 'node:readline'
import { type PipedProcess, spawnPiped } from '../process/piped-process.ts'
import { readableLog } from '../process/readable-log.ts'

export interface ServiceCommandOptions {
  /** Path of the service's `main.ts`. */
  readonly serviceMain: string
  readonly args: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  readonly cwd: string
  readonly cpus: readonly number[]
  readonly signal: AbortSignal
}

/** Runs a role of the service that ends by itself, such as `migrate`; the lines that it prints. */
export async function* serviceCommand(options: ServiceCommandOptions): AsyncGenerator<string, void> {
  const stop = new AbortController()
  const started = start(options, AbortSignal.any([options.signal, stop.signal]))
  try {
    yield* createInterface({ input: started.stdout })
    const { code, stderr } = await started.ended
    options.signal.throwIfAborted()
    if (code !== 0) {
      throw new Error(
        `Cannot ${options.args[0]}: the service ended with code ${code}. It said:\n${readableLog(stderr.trimEnd())}`,
      )
    }
  } finally {
    stop.abort() // the reader left early: nobody takes the rest
    await started.ended
  }
}

function start(
  { serviceMain, args, environment, cwd, cpus }: ServiceCommandOptions,
  signal: AbortSignal,
): PipedProcess {
  return spawnPiped({
    command: process.execPath,
    args: [serviceMain, ...args],
    env: environment,
    cwd,
    cpus,
    signal,
  })
}
