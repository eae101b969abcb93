import { howEnded } from '../process/spawn.ts'
import type { LossLog } from './loss-log.ts'
import { serverNames } from './parts.ts'
import type { Servers } from './start-servers.ts'

interface Watch {
  readonly losses: LossLog
  /** Aborts when the servers are about to be stopped on purpose. */
  readonly stopping: AbortSignal
  report(line: string): void
}

/** Notices every server that ends by itself; one that has ended already, too. */
export function watchServers(servers: Servers, { losses, stopping, report }: Watch): void {
  for (const kind of ['haproxy', 'redis', 'kafka', 'postgres'] as const) {
    const server = servers[kind]
    void server?.process.exited.then(async (exit) => {
      if (stopping.aborted) return
      const part = serverNames[kind]
      const how = howEnded(exit)
      report(`${part} ended by itself (${how}); its log: ${server.log}`)
      await losses.add({ part, how, log: server.log, envelope: server.envelope })
    })
  }
}
