export type { BenchEvent } from './bench-event.ts'
