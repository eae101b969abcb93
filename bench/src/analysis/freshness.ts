import type { Freshness } from '../plan/slo.ts'
import { type LoadRecord, rises } from '../record/record.ts'
import { limits } from '../trial/judge.ts'
import type { FreshnessFindings, Kept } from './findings.ts'
import type { Observation } from './observation.ts'
import { lowerShare, upperShare } from './statistics/binomial.ts'

const confidence = 0.95

/**
 * How fresh reads were at the rates that a cell held: the canaries of the judged seconds of every load that passed, and of those a
 * ramp held before its breach, together (a plateau alone has too few). Beyond the capacity nobody promises anything. Undefined
 * where no canary was read.
 */
export function freshnessFindings(
  observations: readonly Observation[],
  slo: Freshness | undefined,
): FreshnessFindings | undefined {
  const counts = observations.filter(({ load }) => isHeld(load)).flatMap(({ load }) => load.freshness ?? [])
  if (slo === undefined || counts.length === 0) return undefined
  const delays = [...Map.groupBy(counts, ({ delayMs }) => delayMs)].map(([delayMs, own]) => {
    const asked = own.reduce((sum, count) => sum + count.asked, 0)
    const fresh = own.reduce((sum, count) => sum + count.fresh, 0)
    const proportion = { count: fresh, trials: asked }
    return {
      delayMs,
      asked,
      fresh,
      atLeast: lowerShare(proportion, confidence),
      atMost: upperShare(proportion, confidence),
    }
  })
  return {
    limit: slo,
    confidence,
    delays: delays.toSorted((a, b) => a.delayMs - b.delayMs),
    kept: keptOf(
      delays.find(({ delayMs }) => delayMs === slo.withinMs),
      slo,
    ),
  }
}

function isHeld({ kind, result, heldRate }: LoadRecord): boolean {
  return rises(kind) ? heldRate !== undefined : result.kind === 'pass'
}

/**
 * Broken where enough reads show less than the limit, as a percentile is judged, or fewer prove it; kept where they prove it. In
 * between it is not known.
 */
function keptOf(
  atLimit: FreshnessFindings['delays'][number] | undefined,
  { share }: Freshness,
): Exclude<Kept, 'partly'> {
  if (atLimit === undefined) return 'unknown'
  const { asked, fresh, atLeast, atMost } = atLimit
  if (atMost < share || (asked >= limits.canaryReads && fresh / asked < share)) return 'no'
  return atLeast >= share ? 'yes' : 'unknown'
}
