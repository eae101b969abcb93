import { baseline, batched, kafka, redis, scale } from '@telemark/architecture'
import { fuzz } from './fuzz.ts'

// Most of it where it is cheapest: what refuses a request is the same code in all of them.
fuzz(baseline, { cases: 12_000, stalled: 20 })
fuzz(batched, { cases: 2000, stalled: 0 })
fuzz(kafka, { cases: 2000, stalled: 0 })
for (const architecture of [scale, redis]) fuzz(architecture, { cases: 500, stalled: 0 })
