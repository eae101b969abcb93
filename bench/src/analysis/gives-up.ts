import type { Architecture } from '@telemark/architecture'
import { acknowledgement, components } from '@telemark/architecture'
import type { Sizes } from '@telemark/deployment'
import { vcpus } from '../sizing/predict.ts'

/** What choosing `best` over `others` costs, in words: its promise, its parts, its CPU budget. */
export function givesUp(
  best: Architecture,
  others: readonly Architecture[],
  sizes: Sizes,
): readonly string[] {
  return [
    weakerPromise(best, others),
    // What stands elsewhere does not say how many of what it runs.
    ...(best.standsAt === undefined ? [moreComponents(best, others), biggerBudget(best, others, sizes)] : []),
  ].filter((sentence) => sentence !== undefined)
}

function weakerPromise(best: Architecture, others: readonly Architecture[]): string | undefined {
  const committed = others.some((other) => acknowledgement(other) === 'committed')
  if (acknowledgement(best) !== 'enqueued' || !committed) return undefined
  return 'it answers when an event is enqueued in Kafka, not when it is committed in PostgreSQL'
}

function moreComponents(best: Architecture, others: readonly Architecture[]): string | undefined {
  const leanest = leastOf(others, (other) => components(other).length)
  if (leanest === undefined) return undefined
  const extra = components(best).filter((kind) => !components(leanest).includes(kind))
  return extra.length === 0 ? undefined : `it runs ${extra.join(', ')} beside what ${leanest.name} needs`
}

function biggerBudget(best: Architecture, others: readonly Architecture[], sizes: Sizes): string | undefined {
  const thriftiest = leastOf(others, (other) => vcpus(other, sizes))
  if (thriftiest === undefined) return undefined
  const [mine, least] = [vcpus(best, sizes), vcpus(thriftiest, sizes)]
  return mine > least ? `it may use ${mine} vCPU where ${thriftiest.name} may use ${least}` : undefined
}

function leastOf(
  others: readonly Architecture[],
  of: (other: Architecture) => number,
): Architecture | undefined {
  return others.toSorted((a, b) => of(a) - of(b))[0]
}
