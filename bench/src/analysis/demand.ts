import type { ComponentKind } from '@telemark/architecture'
import { componentKinds } from '@telemark/architecture'
import type { Observed } from './at-rate.ts'
import { cpuUse } from './cpu-use.ts'
import type { Bottleneck, DemandFindings } from './findings.ts'
import { known } from './known.ts'

/** Beyond this the difference between prediction and measurement wants an explanation. */
const allowedDeviation = 0.25

interface DemandInput {
  /** At the highest rate that passed; where none did, at the lowest that failed. */
  readonly atCapacity: Observed
  /** Another load, at a lower rate: the prediction is made from it, so that the measured capacity can contradict it. */
  readonly below: Observed | undefined
  readonly measuredRate: number | undefined
  readonly calibratedRate: number | undefined
  readonly bottleneck: Bottleneck | undefined
}

/** CPU that one request costs a component at some rate. */
interface Cost {
  readonly component: ComponentKind
  readonly rate: number
  readonly ms: number
  /** Of its envelope, where it has one. */
  readonly share?: number
}

/** CPU of each component a request, and the rate at which the first of them has none left. */
export function demandOf({
  atCapacity,
  below,
  measuredRate,
  calibratedRate,
  bottleneck,
}: DemandInput): DemandFindings {
  const costs = costsOf(atCapacity)
  const first = below && firstUsedUp(costsOf(below))
  const deviation = first && measuredRate ? measuredRate / first.rate - 1 : undefined
  const now = costs.find(({ component }) => component === first?.cost.component)
  const explanation =
    first && deviation !== undefined && Math.abs(deviation) > allowedDeviation
      ? explain(first.cost, now, bottleneck)
      : undefined
  return {
    cpuMsPerRequest: Object.fromEntries(costs.map(({ component, ms }) => [component, ms])),
    ...known({
      predictedRate: first?.rate,
      predictedBy: first?.cost.component,
      predictedFrom: first && below && { source: below.operation.source, rate: below.operation.rate },
      calibratedRate,
      deviation,
      explanation,
    }),
  }
}

function costsOf({ operation: { rate }, view }: Observed): readonly Cost[] {
  if (rate === 0) return []
  return componentKinds.flatMap((component) => {
    const use = cpuUse(view, component)
    if (use === undefined) return []
    return [{ component, rate, ms: (use.cores / rate) * 1000, ...known({ share: use.share }) }]
  })
}

function firstUsedUp(costs: readonly Cost[]): { readonly cost: Cost; readonly rate: number } | undefined {
  return costs
    .flatMap((cost) => (cost.share ? [{ cost, rate: cost.rate / cost.share }] : []))
    .toSorted((a, b) => a.rate - b.rate)[0]
}

/** Measured / predicted is the CPU share at capacity times the cost before / the cost now: says the one that is further from 1. */
function explain(before: Cost, now: Cost | undefined, bottleneck: Bottleneck | undefined): string {
  const share = now?.share ?? 0
  if (now !== undefined && farFromOne(now.ms / before.ms) > farFromOne(share)) return costChanged(before, now)
  const busy = `the SLO broke while the busiest CPU (${before.component}) was used by ${Math.round(share * 100)} %`
  if (bottleneck === undefined || bottleneck.component === 'unknown')
    return `${busy}: CPU is not what limits this cell`
  return `${busy}; limited by ${bottleneck.component} ${bottleneck.resource}: ${bottleneck.rule}`
}

function costChanged(before: Cost, now: Cost): string {
  const moved = now.ms < before.ms ? 'fell' : 'rose'
  return `cost a request (${before.component} CPU) ${moved} from ${before.ms.toFixed(2)} ms at ${Math.round(before.rate)}/s to ${now.ms.toFixed(2)} ms at ${Math.round(now.rate)}/s`
}

function farFromOne(factor: number): number {
  return Math.abs(Math.log(factor))
}
