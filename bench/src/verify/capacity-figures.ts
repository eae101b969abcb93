import { compared, type Figure } from './figure.ts'
import type { Bracket } from './observed.ts'
import type { ReportedCapacity } from './reported-cell.ts'

/** A capacity of the report, against the bracket that the loads give. */
export function capacityFigures(
  subject: string,
  capacity: ReportedCapacity | undefined,
  { held, failed, seen_held, seen_failed }: Bracket,
): readonly Figure[] {
  const isBracket = held !== null && failed !== null
  return [
    compared({ subject, name: 'capacity held', unit: '/s' }, capacity?.highestPass, held ?? undefined),
    compared({ subject, name: 'capacity failed', unit: '/s' }, capacity?.lowestFail, failed ?? undefined),
    ...(capacity === undefined
      ? []
      : [
          compared({ subject, name: 'capacity' }, capacity.kind, kindOf(held, failed)),
          compared(
            { subject, name: 'plateaus at the held end' },
            capacity.seen?.pass,
            isBracket ? seen_held : undefined,
          ),
          compared(
            { subject, name: 'plateaus at the failed end' },
            capacity.seen?.fail,
            isBracket ? seen_failed : undefined,
          ),
        ]),
  ]
}

function kindOf(held: number | null, failed: number | null): string {
  if (held !== null) return failed === null ? 'atLeast' : 'bracket'
  return failed === null ? 'invalid' : 'below'
}
