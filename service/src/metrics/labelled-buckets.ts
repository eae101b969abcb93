import { Buckets } from './buckets.ts'
import type { Sample } from './exposition.ts'

/** One histogram for each value of one label, made when it is first seen: the values must be few. */
export class LabelledBuckets<Value extends string | number> {
  readonly #bounds: readonly number[]
  readonly #of = new Map<Value, Buckets>()

  constructor(bounds: readonly number[]) {
    this.#bounds = bounds
  }

  of(value: Value): Buckets {
    let buckets = this.#of.get(value)
    if (buckets === undefined) {
      buckets = new Buckets(this.#bounds)
      this.#of.set(value, buckets)
    }
    return buckets
  }

  samples(
    name: string,
    { label, ...more }: { readonly label: string } & Readonly<Record<string, string>>,
  ): Sample[] {
    return [...this.#of].flatMap(([value, buckets]) => buckets.samples(name, { ...more, [label]: value }))
  }
}
