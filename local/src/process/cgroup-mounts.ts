import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** Where this process is in every cgroup hierarchy that is mounted here. */
export interface CgroupPlaces {
  /** Folder of this process' cgroup, by v1 controller (`cpu`, `memory`). */
  readonly v1: ReadonlyMap<string, string>
  readonly v2?: { readonly mount: string; readonly own: string }
}

/** `mountinfo` and `membership` are the contents of /proc/self/mountinfo and /proc/self/cgroup. */
export function cgroupPlaces(
  mountinfo = readFileSync('/proc/self/mountinfo', 'utf8'),
  membership = readFileSync('/proc/self/cgroup', 'utf8'),
): CgroupPlaces {
  const memberships = membership.trim().split('\n').map(parseMembership)
  const v1 = new Map<string, string>()
  let v2: CgroupPlaces['v2']
  for (const mount of mountinfo.trim().split('\n').map(parseMount)) {
    if (mount.type === 'cgroup2') {
      const own = memberships.find(({ controllers }) => controllers.length === 0)
      if (own) v2 = { mount: mount.point, own: below(mount, own.path) }
    }
    if (mount.type !== 'cgroup') continue
    for (const { controllers, path } of memberships) {
      for (const controller of controllers.filter((name) => mount.options.includes(name))) {
        v1.set(controller, below(mount, path))
      }
    }
  }
  return v2 ? { v1, v2 } : { v1 }
}

interface Mount {
  readonly root: string
  readonly point: string
  readonly type: string
  readonly options: readonly string[]
}

function parseMount(line: string): Mount {
  const [before = '', after = ''] = line.split(' - ')
  const [, , , root = '', point = ''] = before.split(' ')
  const [type = '', , options = ''] = after.split(' ')
  return { root, point, type, options: options.split(',') }
}

function parseMembership(line: string): { controllers: readonly string[]; path: string } {
  const [, controllers = '', ...path] = line.split(':')
  return { controllers: controllers.split(',').filter((name) => name !== ''), path: path.join(':') }
}

/** In a container the mount shows a part of the hierarchy only, while the membership counts from its root. */
function below(mount: Mount, path: string): string {
  const inside = relative(mount.root, path)
  return inside.startsWith('..') ? mount.point : join(mount.point, inside)
}
