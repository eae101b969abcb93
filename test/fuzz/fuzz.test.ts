import { baseline } from '@telemark/architecture'
import { fuzz } from './fuzz.ts'

fuzz(baseline, { cases: 600, stalled: 0 })
