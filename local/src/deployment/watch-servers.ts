import { howEnded } from '../process/spawn.ts'
import type { Server } from '../servers/server.ts'
import type { LossLog } from './loss-log.ts'
import { serverNames } from './parts.ts'
import type { Servers } from './start-servers.ts'

interface Watch {
  readonly losses: LossLog
  /** Aborts when the servers are about to be stopped on purpose. */
  readonly stopping: AbortSignal
  report(line: string): void
}

/** The servers that are watched. */
export interface WatchedServers {
  /** Starts the server of this name again where it was. Rejects with a RangeError where there is none. */
  restart(part: string): Promise<void>
}

const kinds = ['haproxy', 'redis', 'kafka', 'postgres'] as const

/** Notices every server that ends by itself; one that has ended already, too. */
export function watchServers(servers: Servers, { losses, stopping, report }: Watch): WatchedServers {
  const restarting = new Set<string>()

  const watch = (part: string, server: Server) =>
    void server.process.exited.then(async (exit) => {
      if (stopping.aborted || restarting.has(part)) return
      const how = howEnded(exit)
      report(`${part} ended by itself (${how}); its log: ${server.log}`)
      await losses.add({ part, how, log: server.log, envelope: server.envelope })
    })

  for (const kind of kinds) {
    const server = servers[kind]
    if (server) watch(serverNames[kind], server)
  }

  return {
    async restart(part) {
      const kind = kinds.find((one) => serverNames[one] === part)
      const server = kind && servers[kind]
      if (!server) throw new RangeError(`Cannot restart ${part}: no server of this deployment has that name.`)
      restarting.add(part)
      await server.restart().finally(() => restarting.delete(part))
      watch(part, server)
    },
  }
}
