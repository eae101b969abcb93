import type { SizeModel, SizePrices } from '../../analysis/cost/size-for.ts'
import type { Findings } from '../../analysis/findings.ts'

/** Findings that a report may have: where they are absent, what they would fill is left out of the page. */
export type OptionalFindings = Findings & {
  readonly cost?: {
    readonly cells: readonly {
      readonly architecture: string
      readonly workload: string
      /** Requests a second that it holds. */
      readonly rate: number
      /** US dollars a month at that rate. */
      readonly monthlyUsd: number
    }[]
  }
  readonly sizeModels?: { readonly prices: SizePrices; readonly models: readonly SizeModel[] }
}
