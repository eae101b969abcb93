import { baseline } from '@telemark/architecture'
import { fuzz } from './fuzz.ts'

fuzz(baseline, { cases: 1500, stalled: 0 })
