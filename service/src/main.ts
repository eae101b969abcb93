import { ConfigError, readConfig } from './config.ts'
import { parseRole, roles, UsageError } from './roles.ts'

/** `node main.ts <role> [flags]`: configure, run until done or told to stop, leave. */
async function main(): Promise<number> {
  const stop = new AbortController()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort(signal))
  try {
    const { role, flags } = parseRole(process.argv.slice(2))
    await roles[role](readConfig(process.env), flags, stop.signal)
    return 0
  } catch (error) {
    const isMistake = error instanceof ConfigError || error instanceof UsageError
    process.stderr.write(`${isMistake ? error.message : `The service failed: ${describe(error)}`}\n`)
    return isMistake ? 2 : 1
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

process.exitCode = await main()
