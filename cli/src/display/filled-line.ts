import type { Findings, TrialRecord } from '@telemark/bench'
import { progressTable } from '@telemark/bench'

/** The row of the cell that `trial` measured, in words; nothing for a trial outside the plan, or of a variant. */
export function filledLine(findings: Findings, trial: TrialRecord): readonly string[] {
  const workload = findings.workloads.find((candidate) => candidate.workload === trial.workload.name)
  if (workload === undefined || trial.variant !== undefined) return []
  const { columns, rows } = progressTable(workload, findings.cohort.plan.targetRate, undefined)
  const row = rows.find(([architecture]) => architecture?.text === trial.architecture.name)
  if (row === undefined) return []
  const parts = columns.slice(1).map(({ header }, index) => `${header} ${row[index + 1]?.text ?? '-'}`)
  return [`${workload.workload}, ${trial.architecture.name}, ${trial.stage} done: ${parts.join(', ')}`]
}
