/** What `node --cpu-prof` writes, as far as it is used here. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[]
  readonly samples: readonly number[]
  /** Microseconds between samples. */
  readonly timeDeltas: readonly number[]
}

interface ProfileNode {
  readonly id: number
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number }
  readonly children?: readonly number[]
}

/** A function where it was called from, with all that it called. */
export interface Frame {
  readonly name: string
  /** Whose code: a package, `node`, or a folder of the service. */
  readonly owner: string
  /** Microseconds in this function alone. */
  readonly self: number
  /** Microseconds, callees included. */
  readonly total: number
  readonly children: readonly Frame[]
}

/** The tree of calls, without the time in which the process was idle. */
export function framesOf({ nodes, samples, timeDeltas }: CpuProfile): Frame {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const selfOf = new Map<number, number>()
  samples.forEach((id, index) => {
    selfOf.set(id, (selfOf.get(id) ?? 0) + (timeDeltas[index] ?? 0))
  })
  const frame = (node: ProfileNode): Frame => {
    const children = (node.children ?? []).flatMap((id) => {
      const child = byId.get(id)
      return child === undefined || child.callFrame.functionName === '(idle)' ? [] : [frame(child)]
    })
    const self = selfOf.get(node.id) ?? 0
    const { functionName, url } = node.callFrame
    return {
      name: functionName || '(anonymous)',
      owner: ownerOf(url, functionName),
      self,
      total: self + children.reduce((sum, child) => sum + child.total, 0),
      children,
    }
  }
  return frame(nodes[0] as ProfileNode)
}

/** Share of the busy time that each owner's own functions take, largest first. */
export function sharesByOwner(root: Frame): readonly (readonly [owner: string, share: number])[] {
  const byOwner = new Map<string, number>()
  const visit = ({ owner, self, children }: Frame) => {
    byOwner.set(owner, (byOwner.get(owner) ?? 0) + self)
    children.forEach(visit)
  }
  visit(root)
  return [...byOwner]
    .map(([owner, self]) => [owner, self / root.total] as const)
    .toSorted((a, b) => b[1] - a[1])
}

function ownerOf(url: string, functionName: string): string {
  if (url.startsWith('node:')) return url.startsWith('node:internal') ? 'node' : url
  const installed = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules)/.exec(url)?.[1]
  if (installed !== undefined) return installed
  const own = /service\/src\/([^/]+)\//.exec(url)?.[1]
  if (own !== undefined) return `service/${own}`
  if (url !== '') return 'service'
  return functionName === '(garbage collector)' ? 'garbage collector' : 'native code (sockets, JSON, …)'
}
