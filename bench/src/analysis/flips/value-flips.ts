import type { Plan } from '../../plan/plan.ts'
import { prices } from '../cost/prices.ts'
import type { CostFindings, PricedService } from '../findings/cost.ts'
import type { Flip, Side } from '../findings/flips.ts'
import type { WorkloadFindings } from '../findings.ts'
import { contestantsIn, leaderOf } from './leader.ts'
import { nearestFlips } from './nearest-flips.ts'

/** Prices are tried within these factors, GiB within what RDS sells with gp3. */
export const tried = { priceFactor: 4, leastGib: 20, mostGib: 65_536 } as const
const finely = 1.05

interface ValueInput {
  readonly plan: Plan
  readonly cost: CostFindings
  readonly tie: number
}

/** Which factor on the price of one service makes something else the best for a dollar under `findings`. */
export function priceFlips(findings: WorkloadFindings, input: ValueInput): readonly Flip[] {
  const services = [
    ...new Set(input.cost.architectures.flatMap(({ items }) => items.map(({ service }) => service))),
  ]
  return services.flatMap((service) =>
    nearestFlips({
      change: { kind: 'price', service },
      workload: findings.workload,
      here: 1,
      values: geometric(1 / tried.priceFactor, tried.priceFactor),
      sideAt: (factor) =>
        bestForADollar(findings, input, (usd, items) => usd + (factor - 1) * spentOn(service, items)),
    }),
  )
}

/** How much stored data makes something else the best for a dollar: everybody pays for it alike. */
export function storageFlips(findings: WorkloadFindings, input: ValueInput): readonly Flip[] {
  return nearestFlips({
    change: { kind: 'storage' },
    workload: findings.workload,
    here: tried.leastGib,
    values: geometric(tried.leastGib, tried.mostGib),
    sideAt: (gib) =>
      bestForADollar(findings, input, (usd) => usd + (gib - tried.leastGib) * prices.rdsGp3GbMonth.usd),
  })
}

type Items = CostFindings['architectures'][number]['items']

function bestForADollar(
  findings: WorkloadFindings,
  { plan, cost, tie }: ValueInput,
  usdOf: (monthlyUsd: number, items: Items) => number,
): Side {
  const own = contestantsIn(findings, plan).flatMap(({ architecture, bounds: { held, failed } }) => {
    const priced = cost.architectures.find((each) => each.architecture === architecture)
    if (priced === undefined) return []
    const usd = usdOf(priced.monthlyUsd, priced.items)
    const bounds = {
      ...(held !== undefined && { held: held / usd }),
      ...(failed !== undefined && { failed: failed / usd }),
    }
    // What does the same costs differently.
    return [{ architecture, twins: [architecture], bounds }]
  })
  return leaderOf(own, tie)
}

function spentOn(service: PricedService, items: Items): number {
  return items.filter((item) => item.service === service).reduce((sum, { monthlyUsd }) => sum + monthlyUsd, 0)
}

function geometric(from: number, to: number): readonly number[] {
  const steps = Math.floor(Math.log(to / from) / Math.log(finely))
  return Array.from({ length: steps + 1 }, (_, index) => from * finely ** index)
}
