export { analyse } from './analysis/analyse.ts'
export type { CellFindings, Findings } from './analysis/findings.ts'
export type { BenchEvent } from './bench-event.ts'
export { obstacles } from './diff/comparability.ts'
export { type Diff, diff } from './diff/diff.ts'
export { type DatedRun, history, type UnreadableRun } from './diff/history.ts'
export type { Outputs } from './load/outputs.ts'
export type { Hold, Plan, Shape } from './plan/plan.ts'
export { type Elsewhere, fleetElsewhere, type PlanOptions, planFor } from './plan/plan-for.ts'
export { minutesOf, type ProfileName, profileNames, profiles } from './plan/profiles.ts'
export { defaultSlo, type Slo } from './plan/slo.ts'
export { standsElsewhere } from './plan/stands-elsewhere.ts'
export type { Endpoint, Workload } from './plan/workload.ts'
export { workloads } from './plan/workloads.ts'
export { isCannotResume } from './record/cannot-resume.ts'
export { type Provenance, provenance } from './record/provenance.ts'
export { type Cohort, readCohort } from './record/read-cohort.ts'
export type { CohortRecord, TrialRecord, TrialWithReadings } from './record/record.ts'
export { checkSeal, sealOf } from './record/seal.ts'
export type { Paint } from './report/index.ts'
export {
  architectureMarkdown,
  commandOf,
  diffMarkdown,
  diffText,
  duration,
  historyText,
  json,
  markdown,
  numbered,
  progressTable,
  provisionalLines,
  reportFiles,
  reportSchema,
  sayObstacles,
  sayVerification,
  sizingLine,
  sloLine,
  summaryMarkdown,
  terminalReport,
  terminalTable,
  verifiedLines,
  withoutColour,
} from './report/index.ts'
export { type ResumeOptions, resumeCohort } from './trial/resume-cohort.ts'
export { type CohortOptions, runCohort } from './trial/run-cohort.ts'
export { isContradicted } from './verify/figure.ts'
export { type VerifiedPart, verify } from './verify/verify.ts'
