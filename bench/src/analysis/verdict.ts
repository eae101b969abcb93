import type { Architecture } from '@telemark/architecture'
import type { Plan } from '../plan/plan.ts'
import type { CohortRecord } from '../record/record.ts'
import { contestants } from './contestants.ts'
import type { CellFindings, Noise, Ruling, Verdict, WorkloadFindings, WorkloadVerdict } from './findings.ts'
import { givesUp } from './gives-up.ts'
import { overallBounds } from './overall.ts'
import type { ArchitectureBounds, RulingOptions } from './ruling.ts'
import { rule, withheld } from './ruling.ts'

interface Options extends RulingOptions {
  readonly plan: Plan
}

/** Who is best, or why that is not said. */
export function verdictOf(
  { plan, machine }: CohortRecord,
  workloads: readonly WorkloadFindings[],
  noise: Noise,
): Verdict {
  const options: Options = {
    plan,
    tie: noise.share,
    givesUp: (best) => costsOf(best, plan.architectures, plan.sizes),
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
  options: Options,
  unconstrained: Ruling | undefined,
): WorkloadVerdict {
  const inTheRace = contestants(findings, options.plan)
  const ruling = unconstrained ?? withheldFor(findings.cells) ?? rule(inTheRace, options)
  const committed =
    ruling.kind === 'winner' ? bestCommitted(ruling.best, findings.cells, inTheRace, options.tie) : undefined
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

function overallRuling(workloads: readonly WorkloadFindings[], options: Options): Ruling {
  const reason = workloads.map(({ cells }) => withheldFor(cells)).find((ruling) => ruling !== undefined)
  if (reason !== undefined) return reason
  if (workloads.length < 2) return withheld('an overall verdict needs two workloads at least')
  const ruling = rule(
    overallBounds(workloads.map((findings) => contestants(findings, options.plan))),
    options,
  )
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

function bestCommitted(
  best: string,
  cells: readonly CellFindings[],
  inTheRace: readonly ArchitectureBounds[],
  tie: number,
): string | undefined {
  const commits = (name: string) =>
    cells.some(
      ({ architecture, acknowledgement }) => architecture === name && acknowledgement === 'committed',
    )
  if (commits(best)) return undefined
  const committed = inTheRace.filter(({ architecture }) => commits(architecture))
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
