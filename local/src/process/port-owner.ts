import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { processIds } from './proc.ts'

const listening = '0A'

/** Who listens on a TCP port of this machine, for an error message: `pid 812 (node)`; undefined where that may not be seen. */
export function portOwner(port: number): string | undefined {
  const sockets = new Set(['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => listeners(table, port)))
  const pid = processIds().find((candidate) => openFiles(candidate).some((file) => sockets.has(file)))
  return pid === undefined ? undefined : `pid ${pid} (${readFileSync(`/proc/${pid}/comm`, 'utf8').trim()})`
}

function listeners(table: string, port: number): string[] {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  return readFileSync(table, 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => state === listening && local?.endsWith(wanted))
    .map((fields) => `socket:[${fields[9]}]`)
}

function openFiles(pid: number): string[] {
  try {
    const folder = `/proc/${pid}/fd`
    return readdirSync(folder).map((fd) => readlinkSync(`${folder}/${fd}`))
  } catch {
    return [] // ended meanwhile, or another user's
  }
}
