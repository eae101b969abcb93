import type { Architecture } from '@telemark/architecture'
import { inQuestion, rivals } from '../plan/in-question.ts'
import type { Plan } from '../plan/plan.ts'
import type { CohortRecord } from '../record/record.ts'
import { contestants } from './contestants.ts'
import type {
  CellFindings,
  Noise,
  Ruling,
  Rulings,
  Verdict,
  WorkloadFindings,
  WorkloadVerdict,
} from './findings.ts'
import { givesUp } from './gives-up.ts'
import { keepsAll } from './integrity.ts'
import { overallBounds } from './overall.ts'
import type { ArchitectureBounds, RulingOptions } from './ruling.ts'
import { rule, withheld } from './ruling.ts'

interface Options extends RulingOptions {
  readonly plan: Plan
}

/** Who is best of those in question, or why that is not said; then the same with their rivals, where these were measured. */
export function verdictOf(
  cohort: CohortRecord,
  workloads: readonly WorkloadFindings[],
  noise: Noise,
): Verdict {
  const { architectures } = cohort.plan
  const rival = rivals(architectures).filter(({ name }) => isMeasured(name, workloads))
  const above = inQuestion(architectures)
  const among = (some: readonly Architecture[]) => rulingsAmong(some, { cohort, workloads, noise })
  return {
    ...among(above),
    ...(rival.length > 0 && {
      withRivals: { rivals: rival.map(({ name }) => name), ...among([...above, ...rival]) },
    }),
    noise,
    provisional: workloads.some(({ cells }) => cells.some(({ provisional }) => provisional)),
  }
}

interface Evidence {
  readonly cohort: CohortRecord
  readonly workloads: readonly WorkloadFindings[]
  readonly noise: Noise
}

function rulingsAmong(
  architectures: readonly Architecture[],
  { cohort, workloads, noise }: Evidence,
): Rulings {
  const plan = { ...cohort.plan, architectures }
  const { envelopes } = cohort.machine
  const options: Options = {
    plan,
    tie: noise.share,
    givesUp: (best) => costsOf(best, architectures, plan.sizes),
  }
  const unconstrained =
    envelopes.kind === 'none' ? withheld(`unconstrained: ${envelopes.because}`) : undefined
  const own = workloads.map((findings) => cellsAmong(architectures, findings))
  return {
    workloads: own.map((findings) => workloadVerdict(findings, options, unconstrained)),
    overall: unconstrained ?? overallRuling(own, options),
  }
}

function cellsAmong(architectures: readonly Architecture[], findings: WorkloadFindings): WorkloadFindings {
  const isAmong = ({ architecture }: CellFindings) => architectures.some(({ name }) => name === architecture)
  return { ...findings, cells: findings.cells.filter(isAmong) }
}

function isMeasured(name: string, workloads: readonly WorkloadFindings[]): boolean {
  return workloads.every(({ cells }) =>
    cells.some(({ architecture, capacity }) => architecture === name && capacity !== undefined),
  )
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
    .filter(({ audit }) => !keepsAll(audit))
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
