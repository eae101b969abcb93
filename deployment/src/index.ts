export type * from './deployment.ts'
export type { MetricName, Reading } from './readings.ts'
export type { Size, Sizes } from './sizes.ts'
export { defaultSizes } from './sizes.ts'
