import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { DebianTool } from './debian-tool.ts'

/** The server's program is part of redis-tools, under the name of the checker: by the name of the server it serves. */
export const redisServer: DebianTool = {
  program: 'redis-server',
  package: 'redis-tools',
  place: 'usr/bin/redis-server',
  versionFlag: '--version',
  atLeast: '6.0',
  complete: (folder) => symlink('redis-check-rdb', join(folder, 'usr/bin/redis-server')),
}
