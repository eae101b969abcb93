import { Matrix, MatrixTransposeView, pseudoInverse } from 'ml-matrix'

/** The logarithm of one capacity: of a system, seen in a block. */
export interface Logged {
  readonly system: string
  readonly block: number
  readonly value: number
}

/** How far one system is above another. */
export interface Contrast {
  /** Of the logarithms. */
  readonly difference: number
  /** Of its variance, in units of the variance of one value. */
  readonly factor: number
}

/** log(capacity) = system + block + error, fitted by least squares. */
export interface AdditiveModel {
  /** `a` against `b`; undefined where no block compares the two, directly or by way of others. */
  contrast(a: string, b: string): Contrast | undefined
  /** Sum of the squared errors. */
  readonly residual: number
  /** Degrees of freedom of `residual`. */
  readonly freedom: number
}

/**
 * Two-way classification without interaction, where any system may be missing from any block: the normal equations of the systems with the blocks
 * eliminated, C t = Q, solved by C's pseudo-inverse; Var(c't) = s^2 c' C- c (Searle, Linear Models, 1971, chapter 7).
 */
export function fitAdditive(values: readonly Logged[]): AdditiveModel {
  const systems = distinct(values.map(({ system }) => system))
  const blocks = distinct(values.map(({ block }) => block))
  if (values.length === 0) return { contrast: () => undefined, residual: 0, freedom: 0 }
  const counts = tally(values, { systems, blocks }, () => 1)
  const totals = tally(values, { systems, blocks }, ({ value }) => value)
  /** Of each block's mean, what each system has part in. */
  const shares = Matrix.div(counts, 1).divRowVector(counts.sum('column'))
  const reduced = Matrix.diag(counts.sum('row')).sub(shares.mmul(new MatrixTransposeView(counts)))
  const adjusted = Matrix.columnVector(totals.sum('row')).sub(
    shares.mmul(Matrix.columnVector(totals.sum('column'))),
  )
  const inverse = pseudoInverse(reduced)
  const effects = inverse.mmul(adjusted)
  return {
    contrast(a, b) {
      const weights = Matrix.zeros(systems.length, 1)
      weights.set(systems.indexOf(a), 0, 1)
      weights.set(systems.indexOf(b), 0, -1)
      if (!isEstimable(weights, reduced.mmul(inverse))) return undefined
      const across = new MatrixTransposeView(weights)
      return {
        difference: across.mmul(effects).get(0, 0),
        factor: across.mmul(inverse).mmul(weights).get(0, 0),
      }
    },
    residual: residualOf(values, (system) => effects.get(systems.indexOf(system), 0)),
    freedom: values.length - blocks.length - rankOf(reduced.mmul(inverse)),
  }
}

function tally(
  values: readonly Logged[],
  { systems, blocks }: { readonly systems: readonly string[]; readonly blocks: readonly number[] },
  of: (value: Logged) => number,
): Matrix {
  const sums = Matrix.zeros(systems.length, blocks.length)
  for (const value of values) {
    const [row, column] = [systems.indexOf(value.system), blocks.indexOf(value.block)]
    sums.set(row, column, sums.get(row, column) + of(value))
  }
  return sums
}

const negligible = 1e-9

/** `projection` leaves unchanged what can be estimated. */
function isEstimable(weights: Matrix, projection: Matrix): boolean {
  return projection.mmul(weights).sub(weights).norm('frobenius') < negligible
}

/** Of a projection, its trace. */
function rankOf(projection: Matrix): number {
  return Math.round(projection.trace())
}

/** Given the systems' effects, each block's is the mean of what is left. */
function residualOf(values: readonly Logged[], effectOf: (system: string) => number): number {
  return [...Map.groupBy(values, ({ block }) => block).values()].reduce((sum, ofBlock) => {
    const left = ofBlock.map(({ system, value }) => value - effectOf(system))
    const mean = left.reduce((total, value) => total + value, 0) / left.length
    return sum + left.reduce((total, value) => total + (value - mean) ** 2, 0)
  }, 0)
}

function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)]
}
