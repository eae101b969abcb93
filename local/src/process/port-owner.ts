import { readdirSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { processIds, tryRead } from './proc.ts'

const listening = '0A'

/** Who listens on a TCP port of this machine, for an error message: `pid 812 (node)`; undefined where that may not be seen. */
export function portOwner(port: number): string | undefined {
  const sockets = new Set(['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => listeners(table, port)))
  const pid = processIds().find((candidate) => openFiles(candidate).some((file) => sockets.has(file)))
  return pid === undefined ? undefined : `pid ${pid} (${tryRead(`/proc/${pid}/comm`)?.trim() ?? 'ended'})`
}

function listeners(table: string, port: number): string[] {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  const lines = tryRead(table) ?? '' // no tcp6 where IPv6 is switched off
  return lines
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => state === listening && local?.endsWith(wanted))
    .map((fields) => `socket:[${fields[9]}]`)
}

function openFiles(pid: number): string[] {
  const folder = `/proc/${pid}/fd`
  return tryOr([], () => readdirSync(folder)).map((fd) => tryOr('', () => readlinkSync(join(folder, fd))))
}

/** A process may end and a file be closed while we look; other users' may not be looked at. */
function tryOr<T>(otherwise: T, look: () => T): T {
  try {
    return look()
  } catch {
    return otherwise
  }
}
