import { spawnSync } from 'node:child_process'
import type { User } from './server-user.ts'

export interface LaunchOptions {
  /** Files of cgroups that the process writes its id to before the program starts. */
  readonly entrances?: readonly string[]
  /** Cores that the program may run on. */
  readonly cpus?: readonly number[]
  readonly user?: User
}

/** $1: how many cgroups to enter; then their files; then the program. */
const enterThenRun =
  'n=$1; shift; while [ "$n" -gt 0 ]; do echo $$ > "$1" || exit 126; shift; n=$((n-1)); done; exec "$@"'

/**
 * The command line that runs a program in its place: one process, which enters its cgroups as who we are, then
 * becomes the user, then the program. Node's own `uid` option would change the user too early to enter a cgroup.
 */
export function launchLine(
  program: readonly string[],
  { entrances = [], cpus, user }: LaunchOptions,
): string[] {
  const pinned = cpus === undefined ? program : ['taskset', '-c', cpus.join(','), ...program]
  const line = [...setpriv(user), ...pinned]
  return ['/bin/sh', '-c', enterThenRun, 'sh', String(entrances.length), ...entrances, ...line]
}

/** With `--pdeathsig` a `kill -9` of this process ends its servers at once, not at the next start. */
function setpriv(user: User | undefined): string[] {
  const become = user ? [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'] : []
  const follow = canFollow() ? ['--pdeathsig', 'KILL'] : []
  return become.length + follow.length === 0 ? [] : ['setpriv', ...follow, ...become]
}

let follows: boolean | undefined

function canFollow(): boolean {
  follows ??= spawnSync('setpriv', ['--pdeathsig', 'KILL', 'true']).status === 0
  return follows
}
