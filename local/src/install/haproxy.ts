import type { DebianTool } from './debian-tool.ts'

/** Servers with health checks come and go through the runtime API since 2.6 (2.4 has it as an experiment). */
export const haproxy: DebianTool = {
  program: 'haproxy',
  package: 'haproxy',
  place: 'usr/sbin/haproxy',
  versionFlag: '-v',
  atLeast: '2.6',
}
