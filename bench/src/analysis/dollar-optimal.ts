import type { ArchitectureCost, CostItem } from './findings/cost.ts'
import type { BalancedSize, DollarOptimal, Elasticities, Elasticity } from './findings/dollar-optimal.ts'

/** Resources are squeezed by a fifth: as far upwards the elasticity is trusted too. */
const squeezedShare = 0.2

/** An elasticity, and what the resource costs. */
interface Priced extends Elasticity {
  readonly usd: number
}

/**
 * With capacity ~ product of size ^ elasticity (what constant elasticities mean; Cobb & Douglas, "A Theory of Production", American
 * Economic Review 18, 1928) another dollar for a resource gains elasticity / dollars spent on it. All gain the same where the money is divided in
 * proportion to the elasticities: that is the most capacity for the same money. A component's price is its CPU's: AWS sells no CPU without
 * its memory, so of a component the larger elasticity counts.
 */
export function dollarOptimal(
  { architecture, workload, of }: Elasticities,
  { items }: Pick<ArchitectureCost, 'items'>,
): DollarOptimal {
  const priced = largestOfEach(of).flatMap((elasticity) => {
    const usd = spentOn(elasticity, items)
    return usd > 0 ? [{ ...elasticity, usd }] : []
  })
  const gain = ({ usd, value }: Priced) => (value / usd) * 100
  const [best] = priced.filter(isTold).toSorted((a, b) => gain(b) - gain(a))
  return {
    architecture,
    workload,
    ...(best !== undefined && {
      buyNext: { component: best.component, resource: best.resource, gainPer100Usd: gain(best) },
    }),
    sizes: balanced(priced.filter(isTold)),
  }
}

function balanced(priced: readonly Priced[]): readonly BalancedSize[] {
  const all = priced.reduce((sum, { usd }) => sum + usd, 0)
  const elasticities = priced.reduce((sum, { value }) => sum + value, 0)
  return priced.map(({ component, resource, value, usd }) => {
    const balancedUsd = (all * value) / elasticities
    const factor = balancedUsd / usd
    return {
      component,
      resource,
      elasticity: value,
      usd,
      balancedUsd,
      factor,
      beyondData: Math.abs(factor - 1) > squeezedShare,
    }
  })
}

/** Whether it is above 0 for sure. */
function isTold({ value, interval }: Elasticity): boolean {
  return value > 0 && (interval === undefined || interval.low > 0)
}

function largestOfEach(elasticities: readonly Elasticity[]): readonly Elasticity[] {
  const byComponent = Map.groupBy(elasticities, ({ component }) => component)
  return [...byComponent.values()].flatMap((own) => own.toSorted((a, b) => b.value - a.value)[0] ?? [])
}

function spentOn({ component }: Elasticity, items: readonly CostItem[]): number {
  return items
    .filter((item) => item.component === component)
    .reduce((sum, { monthlyUsd }) => sum + monthlyUsd, 0)
}
