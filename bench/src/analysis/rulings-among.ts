import type { Architecture } from '@telemark/architecture'
import type { Plan } from '../plan/plan.ts'
import type { CohortRecord } from '../record/record.ts'
import { cannotWin } from './cannot-win.ts'
import { comparing, familyOf } from './comparisons.ts'
import { contestants } from './contestants.ts'
import { durabilityRanks } from './durability-ranks.ts'
import type {
  CellFindings,
  ComparisonFindings,
  Noise,
  Ruling,
  Rulings,
  WorkloadFindings,
  WorkloadVerdict,
} from './findings.ts'
import { givesUp } from './gives-up.ts'
import { inTheRace } from './in-the-race.ts'
import { overallBounds } from './overall.ts'
import { type ArchitectureBounds, type RulingOptions, rankedBy, rule, withheld } from './ruling.ts'
import { familyConfidence } from './statistics/comparison.ts'
import { withheldForPlace } from './withheld-for-place.ts'
import { type WorkloadModel, workloadModel } from './workload-model.ts'

export interface Evidence {
  readonly cohort: CohortRecord
  readonly workloads: readonly WorkloadFindings[]
  readonly noise: Noise
}

/** One workload's race: who takes part, and how they are compared. */
interface Race {
  readonly findings: WorkloadFindings
  readonly inIt: readonly ArchitectureBounds[]
  readonly model: WorkloadModel
  readonly options: RulingOptions
}

/** Who is best among `architectures` under each workload and over all of them; the others' cells show the noise as well. */
export function rulingsAmong(architectures: readonly Architecture[], evidence: Evidence): Rulings {
  const { cohort, workloads, noise } = evidence
  const plan = { ...cohort.plan, architectures }
  const unconstrained = withheldForPlace(cohort)
  const judging = { tie: noise.share, givesUp: (best: string) => costsOf(best, plan) }
  const races = workloads.map((findings): Race => {
    const own = { ...findings, cells: cellsAmong(architectures, findings) }
    const model = workloadModel(findings, cohort.plan)
    const inIt = contestants(own, plan)
    const compare = comparing([model], familyOf(inIt, workloads.length))
    return { findings: own, inIt, model, options: { ...judging, compare } }
  })
  return {
    workloads: races.map((race) => workloadVerdict(race, plan, unconstrained)),
    overall: unconstrained ?? overallRuling(races, judging),
  }
}

function cellsAmong(
  architectures: readonly Architecture[],
  { cells }: WorkloadFindings,
): readonly CellFindings[] {
  return cells.filter(({ architecture }) => architectures.some(({ name }) => name === architecture))
}

function workloadVerdict(
  { findings, inIt, options }: Race,
  plan: Plan,
  unconstrained: Ruling | undefined,
): WorkloadVerdict {
  const { workload, cells } = findings
  const ruling = unconstrained ?? withheldFor(cells) ?? rule(inIt, options)
  const committed =
    ruling.kind === 'winner' ? bestCommitted(ruling.best, { cells, inIt, options }) : undefined
  const disqualified = cells
    .map((cell) => ({ architecture: cell.architecture, because: cannotWin(cell) }))
    .filter(({ because }) => because.length > 0)
  return {
    workload,
    ruling,
    ...(committed !== undefined && { bestCommitted: committed }),
    excluded: disqualified.map(({ architecture }) => architecture),
    disqualified,
    comparisons: comparisonsOf(inIt, options),
    inTheRace: inTheRace(inIt, ruling, options),
    classes: isWritten(findings, plan) ? durabilityRanks(inIt, plan.architectures, options) : [],
  }
}

/** Only what was written can be lost. */
function isWritten({ workload }: WorkloadFindings, { workloads }: Plan): boolean {
  return workloads.some(({ name, mix }) => name === workload && mix.write > 0)
}

function comparisonsOf(
  inIt: readonly ArchitectureBounds[],
  options: RulingOptions,
): readonly ComparisonFindings[] {
  const [best, ...others] = rankedBy(inIt, options)
  if (best === undefined) return []
  return others.flatMap(({ architecture: other }) => {
    const found = options.compare(best.architecture, other)
    if (found === undefined || best.twins.includes(other)) return []
    const { ratio, from, to } = found
    return [{ best: best.architecture, other, ratio, interval: { from, to, confidence: familyConfidence } }]
  })
}

function overallRuling(races: readonly Race[], judging: Omit<RulingOptions, 'compare'>): Ruling {
  const reason = races
    .map(({ findings }) => withheldFor(findings.cells))
    .find((ruling) => ruling !== undefined)
  if (reason !== undefined) return reason
  if (races.length < 2) return withheld('an overall verdict needs two workloads at least')
  const everywhere = overallBounds(races.map(({ inIt }) => inIt))
  const compare = comparing(
    races.map(({ model }) => model),
    familyOf(everywhere, races.length),
  )
  const ruling = rule(everywhere, { ...judging, compare })
  if (ruling.kind !== 'tie') return ruling
  return { ...ruling, reason: `no single best: of the geometric means, ${ruling.reason}` }
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
  {
    cells,
    inIt,
    options,
  }: {
    readonly cells: readonly CellFindings[]
    readonly inIt: readonly ArchitectureBounds[]
    readonly options: RulingOptions
  },
): string | undefined {
  const commits = (name: string) =>
    cells.some(
      ({ architecture, acknowledgement }) => architecture === name && acknowledgement === 'committed',
    )
  if (commits(best)) return undefined
  const committed = inIt.filter(({ architecture }) => commits(architecture))
  const ruling = rule(committed, { ...options, givesUp: () => [] })
  return ruling.kind === 'winner' ? ruling.best : undefined
}

function costsOf(best: string, { architectures, sizes }: Pick<Plan, 'architectures' | 'sizes'>) {
  const winner = architectures.find(({ name }) => name === best)
  if (winner === undefined) return []
  const others = architectures.filter((other) => other !== winner)
  return givesUp(winner, others, sizes)
}
