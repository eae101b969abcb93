import type { CellFindings, Ruling, WorkloadFindings } from '../../../analysis/findings.ts'
import { boundsOf } from '../../../capacity/capacity.ts'
import { rate } from '../../figures.ts'
import { sayCapacity } from '../../words.ts'
import type { CapacityBar, CapacityChart } from '../charts/capacity.ts'
import type { PageInput } from '../page-input.ts'

/** The picture of the first screen. */
export function capacityChart({ findings, sources }: PageInput): CapacityChart {
  const { workloads, cohort } = findings
  return {
    kind: 'capacity',
    id: 'capacity',
    title: 'Capacity: requests a second within the SLO',
    sentence: workloads.map((workload) => sentenceOf(workload, cohort.plan.targetRate)).join(' '),
    targetRate: cohort.plan.targetRate,
    workloads: workloads.map(({ workload, cells }) => ({
      workload,
      bars: cells.map((cell): CapacityBar => {
        const { held, failed } = boundsOf(cell.capacity)
        const standing = standingOf(cell, findings.verdict.workloads)
        const interval = intervalOf(cell)
        return {
          architecture: cell.architecture,
          ...(held !== undefined && { held }),
          ...(failed !== undefined && { failed }),
          ...(interval && { interval }),
          figures: sayCell(cell),
          ...(standing && { standing }),
          files: [...new Set(sources.ofCapacity(cell).map(({ record }) => record))],
        }
      }),
    })),
  }
}

/** `best`, `tie`, or nothing: what the verdict says of a cell. */
export function standingOf(
  { workload, architecture, rival }: CellFindings,
  verdicts: readonly { readonly workload: string; readonly ruling: Ruling }[],
): CapacityBar['standing'] {
  const ruling = verdicts.find((verdict) => verdict.workload === workload)?.ruling
  if (rival) return 'below the line'
  if (ruling?.kind === 'winner' && ruling.best === architecture) return 'best'
  return ruling?.kind === 'tie' && ruling.between.includes(architecture) ? 'tie' : undefined
}

export function sayCell({ capacity, provisional }: CellFindings): string {
  if (capacity === undefined) return 'not measured'
  return `${provisional && capacity.kind !== 'invalid' ? '~' : ''}${sayCapacity(capacity)}`
}

/** Over blocks, where it is closed on both sides; one without a confidence is the bracket again, wider. */
function intervalOf({
  interval: { from, to, confidence } = { blocks: 0 },
}: CellFindings): [number, number] | undefined {
  return from === undefined || to === undefined || confidence === undefined ? undefined : [from, to]
}

function sentenceOf({ workload, cells }: WorkloadFindings, targetRate: number): string {
  const said = cells
    .toSorted((a, b) => heldBy(b) - heldBy(a))
    .map((cell) => `${cell.architecture} ${sayHeld(cell)}`)
  const holding = cells
    .filter(({ holdsTarget }) => holdsTarget === 'yes')
    .map(({ architecture }) => architecture)
  const target =
    holding.length === 0
      ? `none is known to hold ${rate(targetRate)}/s`
      : `${holding.join(', ')} held ${rate(targetRate)}/s`
  return `${workload}: ${said.join(', ')}; ${target}.`
}

function sayHeld({ capacity }: CellFindings): string {
  const { held, failed } = boundsOf(capacity)
  if (held === undefined) return failed === undefined ? 'not known' : `below ${rate(failed)}/s`
  return failed === undefined ? `at least ${rate(held)}/s` : `${rate(held)} to ${rate(failed)}/s`
}

function heldBy({ capacity }: CellFindings): number {
  return boundsOf(capacity).held ?? 0
}
