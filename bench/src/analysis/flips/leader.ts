import { inQuestion } from '../../plan/in-question.ts'
import type { Plan } from '../../plan/plan.ts'
import { contestants } from '../contestants.ts'
import type { Side } from '../findings/flips.ts'
import type { WorkloadFindings } from '../findings.ts'
import { type ArchitectureBounds, rule } from '../ruling.ts'

/** Who is ahead of all others by more than the share `tie`. */
export function leaderOf(bounds: readonly ArchitectureBounds[], tie: number): Side {
  // Only brackets decide: nobody has measured blocks of a world in which something is otherwise.
  const byBrackets = { tie, givesUp: () => [], compare: () => undefined }
  const ruling = rule(bounds, byBrackets)
  switch (ruling.kind) {
    case 'winner':
      return { kind: 'winner', best: ruling.best }
    case 'tie':
      return { kind: 'tie', between: ruling.between }
    case 'withheld':
      return { kind: 'open', reason: ruling.reason }
  }
}

/** Those that the verdict is about, with what they hold under `findings`. */
export function contestantsIn(findings: WorkloadFindings, plan: Plan): readonly ArchitectureBounds[] {
  const architectures = inQuestion(plan.architectures)
  const cells = findings.cells.filter(({ architecture }) =>
    architectures.some(({ name }) => name === architecture),
  )
  return contestants({ ...findings, cells }, { ...plan, architectures })
}

/** Whether something else is best. Who else shares a tie makes no difference, nor what is open. */
export function isFlip(now: Side, then: Side): boolean {
  if (now.kind === 'open' || then.kind === 'open') return false
  if (now.kind === 'winner' && then.kind === 'winner') return now.best !== then.best
  return now.kind !== then.kind
}
