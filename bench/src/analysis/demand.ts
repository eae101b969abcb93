import type { ComponentKind } from '@telemark/architecture'
import { componentKinds } from '@telemark/architecture'
import type { Bottleneck, CpuUse, Demand, Operation, Parts } from './findings.ts'
import { known } from './known.ts'

/** Beyond this the difference between prediction and measurement wants an explanation. */
const allowedDeviation = 0.25

interface DemandInput {
  /** The load at which the demand is measured, and what the parts did in it. */
  readonly operation: Operation
  readonly parts: Parts
  readonly measuredRate: number | undefined
  readonly calibratedRate: number | undefined
  readonly bottleneck: Bottleneck | undefined
}

/** CPU of each component a request, and the rate at which the first of them has none left. */
export function demandOf({
  operation,
  parts,
  measuredRate,
  calibratedRate,
  bottleneck,
}: DemandInput): Demand {
  const used = componentKinds.flatMap((component) => {
    const use = parts.cpu[component]
    return use === undefined || operation.rate === 0 ? [] : [{ component, use }]
  })
  const cpuMsPerRequest = Object.fromEntries(
    used.map(({ component, use }) => [component, (use.cores / operation.rate) * 1000]),
  )
  const first = used
    .flatMap(({ component, use }) => exhaustedAt(component, use, operation.rate))
    .toSorted((a, b) => a.rate - b.rate)[0]
  const deviation = first && measuredRate ? measuredRate / first.rate - 1 : undefined
  const explanation =
    first && deviation !== undefined ? explain(deviation, first.component, parts, bottleneck) : undefined
  return {
    cpuMsPerRequest,
    ...known({
      predictedRate: first?.rate,
      predictedBy: first?.component,
      calibratedRate,
      deviation,
      explanation,
    }),
  }
}

function exhaustedAt(component: ComponentKind, { share }: CpuUse, rate: number) {
  return share === undefined || share === 0 ? [] : [{ component, rate: rate / share }]
}

function explain(
  deviation: number,
  component: ComponentKind,
  parts: Parts,
  bottleneck: Bottleneck | undefined,
): string | undefined {
  if (Math.abs(deviation) <= allowedDeviation) return undefined
  const share = Math.round((parts.cpu[component]?.share ?? 0) * 100)
  const busy = `the SLO broke while the busiest CPU (${component}) was used by ${share} %`
  if (bottleneck === undefined || bottleneck.component === 'unknown')
    return `${busy}: CPU is not what limits this cell`
  return `${busy}; limited by ${bottleneck.component} ${bottleneck.resource}: ${bottleneck.rule}`
}
