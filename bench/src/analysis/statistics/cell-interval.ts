import { fitAdditive, type Logged } from './additive-model.ts'
import type { CapacityModel } from './capacity-model.ts'
import { quantileOfT } from './distributions.ts'

/** Where the capacity of one architecture lies, requests a second; a side that nothing bounds is absent. */
export interface CapacityInterval {
  readonly from?: number
  readonly to?: number
  /** Absent where the blocks are too few for one: then it is the bracket, widened by the noise between architectures that do the same. */
  readonly confidence?: number
  readonly blocks: number
}

const confidence = 0.95
/** Of the errors: with one, Student's t reaches 12.7 standard errors far, and says nothing. It is known before the results are, which therefore choose nothing. */
const leastFreedom = 2

/**
 * The interval of a system's capacity in any block, not only in those that were measured: its geometric mean and Student's t, with the variance between blocks
 * added to that of the errors. The former by Henderson's method 3 (Biometrics 9, 1953), the degrees of freedom of the sum by Satterthwaite (Biometrics Bulletin 2,
 * 1946); both over all systems of the workload. undefined where the blocks are too few.
 */
export function cellInterval(model: CapacityModel, system: string): CapacityInterval | undefined {
  const own = model.values.filter((value) => value.system === system).map(({ value }) => value)
  const spread = spreadOf(model)
  if (own.length === 0 || spread === undefined || model.freedom < leastFreedom) return undefined
  const mean = own.reduce((sum, value) => sum + value, 0) / own.length
  const reach =
    quantileOfT(1 - (1 - confidence) / 2, spread.freedom) * Math.sqrt(spread.variance / own.length)
  return {
    ...(!model.isOpenBelow(system) && { from: Math.exp(mean - reach) }),
    ...(!model.isOpenAbove(system) && { to: Math.exp(mean + reach) }),
    confidence,
    blocks: own.length,
  }
}

interface Spread {
  readonly variance: number
  readonly freedom: number
}

/** Of one value, whatever its block. */
function spreadOf(model: CapacityModel): Spread | undefined {
  const values = model.values.filter(({ system }) => !model.isOpenAbove(system) && !model.isOpenBelow(system))
  const blocks = new Set(values.map(({ block }) => block)).size
  if (blocks < 2) return undefined
  const between = meanSquareOfBlocks(values, blocks)
  const error = { square: model.variance, freedom: model.freedom }
  const parts = [
    { square: between.square / between.size, freedom: blocks - 1 },
    { square: (1 - 1 / between.size) * error.square, freedom: error.freedom },
  ]
  const sum = parts.reduce((total, { square }) => total + square, 0)
  if (sum <= model.variance) return { variance: model.variance, freedom: error.freedom }
  return {
    variance: sum,
    freedom: sum ** 2 / parts.reduce((total, { square, freedom }) => total + square ** 2 / freedom, 0),
  }
}

/** Of the blocks, the systems eliminated; `size`: how often the variance between blocks is in it. */
function meanSquareOfBlocks(values: readonly Logged[], blocks: number): { square: number; size: number } {
  const systems = [...Map.groupBy(values, ({ system }) => system).values()]
  const withinSystems = systems.reduce((sum, own) => {
    const mean = own.reduce((total, { value }) => total + value, 0) / own.length
    return sum + own.reduce((total, { value }) => total + (value - mean) ** 2, 0)
  }, 0)
  const square = (withinSystems - fitAdditive(values).residual) / (blocks - 1)
  const repeated = systems.reduce((sum, own) => {
    const perBlock = [...Map.groupBy(own, ({ block }) => block).values()].map(({ length }) => length)
    return sum + perBlock.reduce((total, count) => total + count ** 2, 0) / own.length
  }, 0)
  return { square, size: (values.length - repeated) / (blocks - 1) }
}
