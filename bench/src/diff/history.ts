import type { Findings } from '../analysis/findings.ts'
import type { Capacity } from '../capacity/capacity.ts'
import type { CohortRecord } from '../record/record.ts'
import { type Obstacle, obstacles } from './comparability.ts'

/** A comparison and the name of its folder. */
export interface DatedRun {
  readonly name: string
  readonly findings: Findings
}

export interface UnreadableRun {
  readonly name: string
  readonly because: string
}

/** Many comparisons over time, in groups of those that may be compared. */
export interface History {
  /** That of the newest comparison first. */
  readonly groups: readonly HistoryGroup[]
  readonly unreadable: readonly UnreadableRun[]
}

export interface HistoryGroup {
  /** Oldest first. */
  readonly runs: readonly HistoryRun[]
  /** In what they differ from the newest comparison of all; empty for its own group. */
  readonly obstacles: readonly Obstacle[]
}

export interface HistoryRun {
  readonly name: string
  readonly commit: string
  readonly dirty: boolean
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  readonly cells: readonly HistoryCell[]
}

export interface HistoryCell {
  readonly architecture: string
  readonly workload: string
  readonly provisional: boolean
  readonly capacity: Capacity
}

/** Groups `runs` by their conditions. Pure; the order in which they come does not matter. */
export function history(runs: readonly DatedRun[], unreadable: readonly UnreadableRun[]): History {
  const newestFirst = runs.toSorted(
    (a, b) => b.findings.cohort.startedAt - a.findings.cohort.startedAt || b.name.localeCompare(a.name),
  )
  const groups: DatedRun[][] = []
  for (const run of newestFirst) {
    const group = groups.find(
      ([first]) => first !== undefined && obstacles(cohortOf(run), cohortOf(first)).length === 0,
    )
    if (group === undefined) groups.push([run])
    else group.push(run)
  }
  const [newest] = newestFirst
  return {
    groups: groups.map((group) => ({
      runs: group.toReversed().map(historyRun),
      obstacles:
        newest === undefined || group[0] === undefined ? [] : obstacles(cohortOf(group[0]), cohortOf(newest)),
    })),
    unreadable,
  }
}

function cohortOf({ findings }: DatedRun): CohortRecord {
  return findings.cohort
}

function historyRun({ name, findings }: DatedRun): HistoryRun {
  const { commit, dirty, startedAt } = findings.cohort
  const cells = findings.workloads.flatMap(({ cells }) => cells)
  return {
    name,
    commit,
    dirty,
    startedAt,
    cells: cells.flatMap(({ architecture, workload, capacity, provisional }) =>
      capacity === undefined ? [] : [{ architecture, workload, capacity, provisional }],
    ),
  }
}
