import type { Architecture } from '@telemark/architecture'
import { boundsOf } from '../capacity/capacity.ts'
import type { CohortRecord } from '../record/record.ts'
import type { CellFindings, Noise, Ruling, Verdict, WorkloadFindings, WorkloadVerdict } from './findings.ts'
import { givesUp } from './gives-up.ts'
import { overallBounds } from './overall.ts'
import type { ArchitectureBounds, RulingOptions } from './ruling.ts'
import { rule, withheld } from './ruling.ts'

/** Who is best, or why that is not said. */
export function verdictOf(
  { plan, machine }: CohortRecord,
  workloads: readonly WorkloadFindings[],
  noise: Noise,
): Verdict {
  const options = {
    tie: noise.share,
    givesUp: (best: string) => costsOf(best, plan.architectures, plan.sizes),
  }
  const unconstrained =
    machine.envelopes.kind === 'none' ? withheld(`unconstrained: ${machine.envelopes.because}`) : undefined
  const verdicts = workloads.map((findings) => workloadVerdict(findings, options, unconstrained))
  return {
    workloads: verdicts,
    overall: unconstrained ?? overallRuling(workloads, options),
    noise,
    provisional: workloads.some(({ cells }) => cells.some(({ provisional }) => provisional)),
  }
}

function workloadVerdict(
  findings: WorkloadFindings,
  options: RulingOptions,
  unconstrained: Ruling | undefined,
): WorkloadVerdict {
  const ruling = unconstrained ?? withheldFor(findings.cells) ?? rule(contestants(findings.cells), options)
  const committed =
    ruling.kind === 'winner' ? bestCommitted(ruling.best, findings.cells, options.tie) : undefined
  const excluded = findings.cells
    .filter(({ audit }) => audit.lost > 0)
    .map(({ architecture }) => architecture)
  return {
    workload: findings.workload,
    ruling,
    ...(committed !== undefined && { bestCommitted: committed }),
    excluded,
  }
}

function overallRuling(workloads: readonly WorkloadFindings[], options: RulingOptions): Ruling {
  const reason = workloads.map(({ cells }) => withheldFor(cells)).find((ruling) => ruling !== undefined)
  if (reason !== undefined) return reason
  if (workloads.length < 2) return withheld('an overall verdict needs two workloads at least')
  const ruling = rule(overallBounds(workloads), options)
  if (ruling.kind !== 'tie') return ruling
  return {
    ...ruling,
    reason: `no single best: of the geometric means, ${ruling.reason}`,
  }
}

/** A cell that is missing or invalid could have been the best. */
function withheldFor(cells: readonly CellFindings[]): Ruling | undefined {
  for (const { architecture, workload, capacity } of cells) {
    if (capacity === undefined) return withheld(`${architecture} was not measured under ${workload}`)
    if (capacity.kind === 'invalid')
      return withheld(`${architecture} under ${workload} has no valid measurement`)
  }
  return undefined
}

/** Losing acknowledged events is no way to win. */
function contestants(cells: readonly CellFindings[]): readonly ArchitectureBounds[] {
  return cells
    .filter(({ audit }) => audit.lost === 0)
    .flatMap(({ architecture, capacity }) =>
      capacity === undefined ? [] : [{ architecture, bounds: boundsOf(capacity) }],
    )
}

function bestCommitted(best: string, cells: readonly CellFindings[], tie: number): string | undefined {
  const winner = cells.find(({ architecture }) => architecture === best)
  if (winner?.acknowledgement === 'committed') return undefined
  const committed = contestants(cells.filter(({ acknowledgement }) => acknowledgement === 'committed'))
  const ruling = rule(committed, { tie, givesUp: () => [] })
  return ruling.kind === 'winner' ? ruling.best : undefined
}

function costsOf(best: string, architectures: readonly Architecture[], sizes: Parameters<typeof givesUp>[2]) {
  const winner = architectures.find(({ name }) => name === best)
  return winner === undefined
    ? []
    : givesUp(
        winner,
        architectures.filter((other) => other !== winner),
        sizes,
      )
}
