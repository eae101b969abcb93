import { boundsOf } from '../capacity/capacity.ts'
import type { Experiment } from '../plan/variant.ts'
import type { TrialWithReadings } from '../record/record.ts'
import { armCapacity, armsOf, byCell } from './arms.ts'
import { breachAt, passAt } from './at-rate.ts'
import { auditTotal } from './audit-total.ts'
import type { VariantFindings } from './experiment-findings.ts'
import type { CellFindings } from './findings.ts'
import { known } from './known.ts'
import { observationsOf } from './observation.ts'
import { partsOf } from './parts.ts'

/** Experiments that ask for nothing but a cell's capacity under other conditions. */
const conditions: readonly Experiment[] = ['coldCache', 'largeFleet', 'flushedLog']

/** Each cell that was measured under other conditions, beside what it holds under those of the plan. */
export function variantFindings(
  trials: readonly TrialWithReadings[],
  cells: readonly CellFindings[],
): readonly VariantFindings[] {
  return conditions
    .flatMap((experiment) => byCell(armsOf(trials, experiment)))
    .flatMap((own) => {
      const [first] = own
      return first?.variant === undefined ? [] : [findingsOf(own, first, cells)]
    })
}

function findingsOf(
  own: readonly TrialWithReadings[],
  { variant, architecture, workload }: TrialWithReadings,
  cells: readonly CellFindings[],
): VariantFindings {
  const observations = observationsOf(own)
  const capacity = armCapacity(own)?.capacity
  const { held, failed } = boundsOf(capacity)
  const busiest =
    (held === undefined ? undefined : passAt(observations, held)) ??
    (failed === undefined ? undefined : breachAt(observations, failed))
  const parts = busiest && partsOf(busiest, observations, workload)
  const ordinary = cells.find(
    (cell) => cell.architecture === architecture.name && cell.workload === workload.name,
  )?.capacity
  return {
    experiment: variant?.experiment ?? 'coldCache',
    variant: variant?.name ?? '',
    architecture: architecture.name,
    workload: workload.name,
    lost: auditTotal(observations).lost,
    ...known({
      capacity,
      ordinary,
      postgresHitShare: parts?.postgresHitShare,
      redisHitShare: parts?.redisHitShare,
    }),
  }
}
