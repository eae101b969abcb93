import { parseArgs } from 'node:util'
import type { Config } from './config.ts'
import { exportEvents } from './maintenance/export.ts'
import { migrate } from './maintenance/migrate.ts'
import { reset } from './maintenance/reset.ts'
import { runRetention } from './maintenance/run-retention.ts'
import { seed } from './maintenance/seed.ts'
import { runApi } from './run-api.ts'
import { runConsumer } from './run-consumer.ts'
import type { TaskOptions } from './task-options.ts'
import { printTuning } from './tuning.ts'

/** The command line is wrong; the message says what is required. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UsageError'
  }
}

type Flags = Readonly<Record<string, string | undefined>>
type Role = (config: Config, flags: Flags, options: TaskOptions) => Promise<void>

/** Everything a process of the service can be. */
export const roles = {
  api: (config, _flags, options) => runApi(config, options),
  consumer: (config, _flags, options) => runConsumer(config, options),
  migrate: (config) => migrate(config),
  seed: (config, flags) =>
    seed(config, { devices: count(flags, 'devices', 1000), events: count(flags, 'events', 100) }),
  reset: (config, flags) => reset(config, cacheState(flags)),
  export: (config) => exportEvents(config),
  retention: (config) => runRetention(config),
  tuning: (config) => printTuning(config),
} as const satisfies Record<string, Role>

/** The role and its flags. Throws `UsageError`. */
export function parseRole(argv: readonly string[]): { role: keyof typeof roles; flags: Flags } {
  const [role, ...rest] = argv
  if (role === undefined || !Object.hasOwn(roles, role)) {
    throw new UsageError(`The role must be one of ${Object.keys(roles).join(', ')}; found ${role ?? 'none'}.`)
  }
  const text = { type: 'string' } as const
  const options = { seed: { devices: text, events: text }, reset: { cache: text } }[role] ?? {}
  try {
    return { role: role as keyof typeof roles, flags: parseArgs({ args: rest, options }).values as Flags }
  } catch (error) {
    throw new UsageError(`Cannot read the flags of ${role}: ${(error as Error).message}`)
  }
}

function count(flags: Flags, name: string, fallback: number): number {
  const text = flags[name] ?? String(fallback)
  if (!/^[1-9]\d{0,6}$/.test(text))
    throw new UsageError(`--${name} must be an integer from 1 to 9999999; found "${text}".`)
  return Number(text)
}

function cacheState({ cache = 'warm' }: Flags): 'warm' | 'cold' {
  if (cache !== 'warm' && cache !== 'cold')
    throw new UsageError(`--cache must be warm or cold; found "${cache}".`)
  return cache
}
