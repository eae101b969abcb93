import type { CellFindings, Findings, Ruling } from '../analysis/findings.ts'
import type { TrialRecord } from '../record/record.ts'
import { type CellDiff, type CellRun, cellDiff } from './cell-diff.ts'
import type { Quantity } from './change.ts'
import { noises } from './noises.ts'

/** A comparison: what its records say, and the records. */
export interface Run {
  readonly findings: Findings
  readonly trials: readonly TrialRecord[]
}

/** What changed from one comparison to another. */
export interface Diff {
  readonly before: RunName
  readonly after: RunName
  /** By how much a quantity has to move to have changed. */
  readonly thresholds: Readonly<Record<Quantity, number>>
  /** In the order of the later plan; cells of both. */
  readonly cells: readonly CellDiff[]
  /** Only one of the two has them, e.g. `after: kafka, mixed`. */
  readonly unmatched: readonly string[]
  readonly winners: readonly WinnerChange[]
  /** Whether any cell got worse. */
  readonly regressed: boolean
}

export interface RunName {
  readonly commit: string
  readonly dirty: boolean
  readonly startedAt: number
}

export interface WinnerChange {
  /** A workload, or `overall`. */
  readonly of: string
  readonly before: string
  readonly after: string
}

/** The least share that counts where nobody says otherwise. */
const defaultFailOn = 0.05

/** Compares two comparisons whose conditions are the same (`obstacles`). Pure. */
export function diff(before: Run, after: Run, { failOn = defaultFailOn } = {}): Diff {
  const noise = noises([before.findings, after.findings])
  const thresholds = {
    capacity: Math.max(failOn, noise.capacity),
    'dollars a million requests': Math.max(failOn, noise.capacity),
    'p99 at a rate of both': Math.max(failOn, noise.p99),
    'CPU a request': Math.max(failOn, noise.cpu),
    freshness: 0,
    'lost events': 0,
  }
  const earlier = cellsOf(before)
  const later = cellsOf(after)
  const pairs = [...later].flatMap(([name, cell]) => {
    const other = earlier.get(name)
    return other === undefined ? [] : [cellDiff(other, cell, thresholds)]
  })
  return {
    before: nameOf(before),
    after: nameOf(after),
    thresholds,
    cells: pairs,
    unmatched: [
      ...[...earlier.keys()].filter((name) => !later.has(name)).map((name) => `before: ${name}`),
      ...[...later.keys()].filter((name) => !earlier.has(name)).map((name) => `after: ${name}`),
    ],
    winners: winnerChanges(before.findings, after.findings),
    regressed: pairs.some(({ changes }) => changes.some(({ verdict }) => verdict === 'worse')),
  }
}

/** Measured ones, under `architecture, workload`. */
function cellsOf({ findings, trials }: Run): ReadonlyMap<string, CellRun> {
  const measured = findings.workloads
    .flatMap(({ cells }) => cells)
    .filter(({ capacity }) => capacity !== undefined)
  return new Map(
    measured.map((cell) => [
      `${cell.architecture}, ${cell.workload}`,
      { cell, loads: loadsOf(cell, trials), ...pricedIn(findings, cell) },
    ]),
  )
}

function loadsOf({ architecture, workload }: CellFindings, trials: readonly TrialRecord[]) {
  return trials
    .filter(
      (trial) =>
        trial.variant === undefined &&
        trial.architecture.name === architecture &&
        trial.workload.name === workload,
    )
    .flatMap(({ loads }) => loads)
}

function pricedIn(
  { cost }: Findings,
  { architecture: name, workload }: CellFindings,
): Pick<CellRun, 'priced'> {
  const architecture = cost.architectures.find((cost) => cost.architecture === name)
  const cell = cost.cells.find((cost) => cost.architecture === name && cost.workload === workload)
  return architecture === undefined || cell === undefined ? {} : { priced: { cell, architecture } }
}

function nameOf({ findings: { cohort } }: Run): RunName {
  const { commit, dirty, startedAt } = cohort
  return { commit, dirty, startedAt }
}

function winnerChanges(before: Findings, after: Findings): readonly WinnerChange[] {
  const rulings = ({ verdict }: Findings) =>
    new Map([
      ...verdict.workloads.map(({ workload, ruling }) => [workload, sayWinner(ruling)] as const),
      ['overall', sayWinner(verdict.overall)] as const,
    ])
  const earlier = rulings(before)
  return [...rulings(after)].flatMap(([of, winner]) => {
    const was = earlier.get(of)
    return was === undefined || was === winner ? [] : [{ of, before: was, after: winner }]
  })
}

function sayWinner(ruling: Ruling): string {
  switch (ruling.kind) {
    case 'winner':
      return ruling.best
    case 'tie':
      return `tie: ${ruling.between.toSorted().join(', ')}`
    case 'withheld':
      return 'none'
  }
}
