import type { BenchEvent } from '../bench-event.ts'
import { isCannotResume } from '../record/cannot-resume.ts'
import { isUnwritable } from '../record/explain-write.ts'
import type { Visit } from './agenda.ts'

/** Visits of a cohort, of which some may fail. */
export interface Attempts {
  /** Does `visit`; its failure becomes a warning, unless records cannot be written, the cohort may not be gone on with, or it is aborted. */
  attempt(visit: Visit): AsyncGenerator<BenchEvent, void>
  /** Throws the first error if every visit so far has failed: then it is not one architecture that is broken. */
  throwIfAllFailed(): void
}

/** One broken cell must not end the cohort: the others are measured all the same. */
export function createAttempts(
  run: (visit: Visit) => AsyncGenerator<BenchEvent, void>,
  signal: AbortSignal,
): Attempts {
  const errors: unknown[] = []
  let attempted = 0
  return {
    async *attempt(visit) {
      attempted++
      try {
        yield* run(visit)
      } catch (error) {
        if (signal.aborted || isUnwritable(error) || isCannotResume(error)) throw error
        errors.push(error)
        yield { kind: 'warning', warning: { kind: 'visitFailed', message: sayFailure(visit, error) } }
      }
    },
    throwIfAllFailed() {
      if (attempted > 0 && errors.length === attempted) throw errors[0]
    },
  }
}

function sayFailure({ architecture, trials }: Visit, error: unknown): string {
  const what = trials.map(({ workload, stage }) => `${stage} ${workload.name}`).join(', ')
  const reason = error instanceof Error ? error.message : String(error)
  return `${architecture.name}: its visit for ${what} ended early: ${reason}`
}
