import { ConfigError, readConfig } from './config.ts'
import { log } from './log/log.ts'
import { parseRole, roles, UsageError } from './roles.ts'
import { openTracing } from './tracing/open-tracing.ts'

// What nobody has caught would be printed with all that it carries, a password too.
process.on('uncaughtException', (error) => {
  log.fatal({ err: error }, 'The service failed')
  process.exit(1)
})

/** `node main.ts <role> [flags]`: configure, run until done or told to stop, leave. */
async function main(): Promise<number> {
  const stop = new AbortController()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort(signal))
  try {
    const { role, flags } = parseRole(process.argv.slice(2))
    const config = readConfig(process.env)
    log.level = config.logLevel
    await using tracing = await openTracing(config, role)
    await roles[role](config, flags, { signal: stop.signal, tracing })
    return 0
  } catch (error) {
    // Whoever starts it by hand reads this.
    if (error instanceof ConfigError || error instanceof UsageError) {
      process.stderr.write(`${error.message}\n`)
      return 2
    }
    log.fatal({ err: error }, 'The service failed')
    return 1
  }
}

process.exitCode = await main()
