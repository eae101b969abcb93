import { after, before } from 'node:test'
import { ensureTools, openRun, startKafka, startPostgres, startRedis } from '@telemark/local'

type Name = 'postgres' | 'redis' | 'kafka'

/** Where the real servers of a test file answer. */
export interface Servers {
  readonly postgres: string
  readonly redis: string
  /** `host:port` each. */
  readonly kafka: readonly string[]
}

const starters = {
  postgres: async ({ run, stack }) => {
    const tools = await ensureTools(['postgres'], report)
    return stack.use(await startPostgres({ run, tools })).url
  },
  redis: async ({ run, stack }) => {
    const tools = await ensureTools(['redisServer'], report)
    return stack.use(await startRedis({ run, tools })).url
  },
  kafka: async ({ run, stack }) => {
    const tools = await ensureTools(['kafka'], report)
    return stack.use(await startKafka({ run, tools })).brokers
  },
} as const satisfies Record<Name, (from: Starting) => Promise<string>>

interface Starting {
  readonly run: Awaited<ReturnType<typeof openRun>>
  readonly stack: AsyncDisposableStack
}

/** Starts the named servers before the tests of the calling file, and stops them afterwards. */
export function useServers(names: readonly Name[]): Servers {
  const found: Partial<Record<Name, string>> = {}
  const stack = new AsyncDisposableStack()
  before(async () => {
    const run = stack.use(await openRun())
    for (const name of names) found[name] = await starters[name]({ run, stack })
  })
  after(() => stack.disposeAsync())
  const address = (name: Name): string => {
    const url = found[name]
    if (url === undefined) throw new Error(`This test file did not ask for ${name}.`)
    return url
  }
  return {
    get postgres() {
      return address('postgres')
    },
    get redis() {
      return address('redis')
    },
    get kafka() {
      return address('kafka').split(',')
    },
  }
}

function report(line: string): void {
  process.stderr.write(`${line}\n`)
}
