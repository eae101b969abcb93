import type { Architecture } from '@telemark/architecture'
import { inQuestion, rivals } from '../plan/in-question.ts'
import type { CohortRecord } from '../record/record.ts'
import type { Noise, Verdict, WorkloadFindings } from './findings.ts'
import { rulingsAmong } from './rulings-among.ts'

export interface Judged {
  readonly workloads: readonly WorkloadFindings[]
  /** The same by latency and failures alone. */
  readonly withoutFreshness: readonly WorkloadFindings[]
  readonly noise: Noise
}

/** Who is best of those in question, or why that is not said; then the same with their rivals, where these were measured. */
export function verdictOf(cohort: CohortRecord, { workloads, withoutFreshness, noise }: Judged): Verdict {
  const { architectures } = cohort.plan
  const rival = rivals(architectures).filter(({ name }) => isMeasured(name, workloads))
  const above = inQuestion(architectures)
  const among = (some: readonly Architecture[], judged = workloads) =>
    rulingsAmong(some, { cohort, workloads: judged, noise })
  return {
    ...among(above),
    withoutFreshness: among(above, withoutFreshness),
    ...(rival.length > 0 && {
      withRivals: { rivals: rival.map(({ name }) => name), ...among([...above, ...rival]) },
    }),
    noise,
    provisional: workloads.some(({ cells }) => cells.some(({ provisional }) => provisional)),
  }
}

function isMeasured(name: string, workloads: readonly WorkloadFindings[]): boolean {
  return workloads.every(({ cells }) =>
    cells.some(({ architecture, capacity }) => architecture === name && capacity !== undefined),
  )
}
