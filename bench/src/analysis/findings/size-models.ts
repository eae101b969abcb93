import type { SizeModel, SizePrices } from '../cost/size-for.ts'

/** What `sizeFor` is given; in the report, so that a page can ask it. */
export interface SizeModels {
  readonly prices: SizePrices
  /** Of every architecture whose reads and writes were both measured apart. */
  readonly models: readonly SizeModel[]
}
