import type { DebianTool } from './debian-tool.ts'

/** Servers that come and go through the runtime API need 2.5 or later. */
export const haproxy: DebianTool = {
  program: 'haproxy',
  package: 'haproxy',
  place: 'usr/sbin/haproxy',
  versionFlag: '-v',
  atLeast: '2.5',
}
