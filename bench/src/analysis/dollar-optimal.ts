import type { ComponentKind } from '@telemark/architecture'
import type { CostFindings } from './findings/cost.ts'
import type { BalancedSize, DollarOptimal, Elasticities } from './findings/dollar-optimal.ts'

/** Resources are squeezed by a fifth: as far upwards the elasticity is trusted too. */
const squeezedShare = 0.2

/** CPU of a component, and what it costs. */
interface Priced {
  readonly component: ComponentKind
  readonly elasticity: number
  readonly usd: number
}

/**
 * With capacity ~ product of size ^ elasticity (what constant elasticities mean: Cobb & Douglas, "A Theory of Production", American Economic
 * Review 18, 1928) another dollar for a resource gains elasticity / dollars spent on it. All gain the same where the money is
 * divided in proportion to the elasticities: that is the most capacity for the same money. What a component costs counts as the price of its
 * CPU, since AWS sells none without its memory; elasticities whose interval holds 0 are left out.
 */
export function dollarOptimal(
  { architecture, workload, elasticities }: Elasticities,
  { architectures }: Pick<CostFindings, 'architectures'>,
): DollarOptimal {
  const { items = [] } = architectures.find((cost) => cost.architecture === architecture) ?? {}
  const priced = elasticities.flatMap(({ component, resource, elasticity }): readonly Priced[] => {
    const usd = items
      .filter((item) => item.component === component)
      .reduce((sum, { monthlyUsd }) => sum + monthlyUsd, 0)
    const isTold = elasticity !== undefined && elasticity.value > 0 && elasticity.from > 0
    return resource === 'CPU' && isTold && usd > 0 ? [{ component, elasticity: elasticity.value, usd }] : []
  })
  const [best] = priced.toSorted((a, b) => gainOf(b) - gainOf(a))
  return {
    architecture,
    workload,
    ...(best !== undefined && { buyNext: { component: best.component, gainPer100Usd: gainOf(best) } }),
    sizes: balanced(priced),
  }
}

/** Share of the capacity that a hundred dollars a month gain. */
function gainOf({ usd, elasticity }: Priced): number {
  return (elasticity / usd) * 100
}

function balanced(priced: readonly Priced[]): readonly BalancedSize[] {
  const spent = priced.reduce((sum, { usd }) => sum + usd, 0)
  const elasticities = priced.reduce((sum, { elasticity }) => sum + elasticity, 0)
  return priced.map((each) => {
    const balancedUsd = (spent * each.elasticity) / elasticities
    const factor = balancedUsd / each.usd
    return { ...each, balancedUsd, factor, beyondData: Math.abs(factor - 1) > squeezedShare }
  })
}
