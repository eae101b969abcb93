import { type Bounds, boundsOf } from '../capacity/capacity.ts'
import { usualConnections } from '../plan/connections.ts'
import type { TrialWithReadings } from '../record/record.ts'
import { armCapacity, armsOf, byCell } from './arms.ts'
import type { Elasticity, Estimate, NamedResource, SqueezeFindings } from './experiment-findings.ts'
import type { CellFindings } from './findings.ts'
import { known } from './known.ts'
import { boundsTogether } from './twins.ts'

type Cut = Pick<Elasticity, 'component' | 'resource' | 'left'>

/** Of every cell that was squeezed: how its capacity follows each resource, and whether that proves the bottleneck that `cells` name. */
export function squeezeFindings(
  trials: readonly TrialWithReadings[],
  cells: readonly CellFindings[],
): readonly SqueezeFindings[] {
  return byCell(armsOf(trials, 'squeeze')).flatMap((own) => {
    const unsqueezed = own.filter((trial) => cutOf(trial) === undefined)
    const [first] = unsqueezed
    if (first === undefined) return []
    const [architecture, workload] = [first.architecture.name, first.workload.name]
    const base = boundsTogether(unsqueezed.map(boundsFor))
    const elasticities = own.flatMap((trial) => {
      const cut = cutOf(trial)
      return cut === undefined ? [] : [elasticityOf(cut, boundsFor(trial), base)]
    })
    const cell = cells.find((cell) => cell.architecture === architecture && cell.workload === workload)
    const bottleneck = cell?.bottleneck && namedBy(cell.bottleneck)
    return [
      {
        architecture,
        workload,
        unsqueezed: base,
        elasticities,
        ...known({ bottleneck }),
        bottleneckStanding: standingOf(bottleneck, elasticities),
      },
    ]
  })
}

/**
 * With `r` the capacity with the cut over that without, and `s` the share of the resource that was left, the elasticity is ln r / ln s. The
 * interval comes from the brackets: what was held at least with the cut, over the rate that failed without it, and the other way round. The
 * bracket without a cut covers two searches, before and after, so that it is as wide as the cell differs from itself.
 */
export function elasticityOf(cut: Cut, squeezed: Bounds, unsqueezed: Bounds): Elasticity {
  const ratio = ratioOf(squeezed, unsqueezed)
  const highest = quotient(squeezed.failed, unsqueezed.held)
  const ofShare = (share: number) => Math.log(share) / Math.log(cut.left)
  const elasticity = ratio && {
    value: ofShare(ratio.value),
    from: ofShare(ratio.to),
    to: ofShare(ratio.from),
  }
  return { ...cut, squeezed, ...known({ ratio, elasticity, moves: movesOf(highest, squeezed, unsqueezed) }) }
}

function movesOf(highest: number | undefined, squeezed: Bounds, unsqueezed: Bounds): boolean | undefined {
  if (highest !== undefined) return highest < 1
  // It holds, squeezed, what failed or was not held without: it has not fallen.
  const lowest = quotient(squeezed.held, unsqueezed.failed)
  return lowest !== undefined && lowest >= 1 ? false : undefined
}

function ratioOf(squeezed: Bounds, unsqueezed: Bounds): Estimate | undefined {
  const from = quotient(squeezed.held, unsqueezed.failed)
  const to = quotient(squeezed.failed, unsqueezed.held)
  const value = quotient(middle(squeezed), middle(unsqueezed))
  return from === undefined || to === undefined || value === undefined ? undefined : { value, from, to }
}

/** Geometric: capacities are compared by their ratios. */
function middle({ held, failed }: Bounds): number | undefined {
  return held === undefined || failed === undefined ? undefined : Math.sqrt(held * failed)
}

function quotient(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a / b
}

function standingOf(
  bottleneck: NamedResource | undefined,
  elasticities: readonly Elasticity[],
): SqueezeFindings['bottleneckStanding'] {
  const tested = elasticities.find((elasticity) => isOf(elasticity, bottleneck))
  if (tested?.moves === undefined) return 'notTested'
  return tested.moves ? 'confirmed' : 'notConfirmed'
}

/** Whether `elasticity` is about what the readings named. */
export function isOf({ component, resource }: Elasticity, bottleneck: NamedResource | undefined): boolean {
  return bottleneck?.component === component && bottleneck.resource === resource
}

function namedBy({ component, resource }: NamedResource): NamedResource {
  return { component, resource }
}

function boundsFor(trial: TrialWithReadings): Bounds {
  return boundsOf(armCapacity([trial])?.capacity)
}

function cutOf({ variant }: TrialWithReadings): Cut | undefined {
  const { cpuShares = {}, tuning = {} } = variant ?? {}
  const [cpu] = Object.entries(cpuShares) as [Cut['component'], number][]
  if (cpu !== undefined) return { component: cpu[0], resource: 'CPU', left: cpu[1] }
  if (tuning.databasePoolSize === undefined) return undefined
  return { component: 'postgres', resource: 'connections', left: tuning.databasePoolSize / usualConnections }
}
