import { baseline, kafka, scale } from '@telemark/architecture'
import { analyse } from '../../../src/analysis/analyse.ts'
import type { Findings } from '../../../src/analysis/findings.ts'
import { mixed, readHeavy, writeHeavy } from '../../../src/plan/workloads.ts'
import type { TrialWithReadings } from '../../../src/record/record.ts'
import {
  answers,
  busy,
  cohortOf,
  pass,
  probe,
  ramp,
  steady,
  tooSlow,
  trialOf,
} from '../../analysis/cohorts.ts'

const nasty = '</script><script>alert(1)</script> <b>&"\'\u2028'

const freshness = [100, 250, 500, 1000].map((delayMs) => ({ delayMs, asked: 100, fresh: 90 + delayMs / 100 }))
const kafkaParts = [
  ...busy('api', 0.8),
  ...busy('kafka', 0.4),
  ...busy('postgres', 0.3),
  ...steady('kafka', 'lagEvents', 40),
  ...steady('api', 'tasksRunning', 3),
]
const reads = { endpoints: [answers('latest', 5000, 12)] }
let run = 1
const numbered = (trial: TrialWithReadings): TrialWithReadings => ({
  ...trial,
  loads: trial.loads.map((load) => {
    run += 1
    // Every fifth second is enough to look at.
    const windows = load.windows.filter((_, second) => second % 5 === 0)
    return { ...load, run, windows, samplesFile: `${trial.id}.run-${run}.csv.gz` }
  }),
  readingsFile: `${trial.id}.readings.ndjson.gz`,
})

/** Of three architectures under three workloads, with everything that a page can show, and a text that would break out of it. */
export const trials: readonly TrialWithReadings[] = [
  trialOf(baseline, mixed, {
    loads: [ramp(360), probe(340, pass), probe(362, tooSlow)],
    readings: busy('api', 0.99),
  }),
  trialOf(scale, mixed, {
    loads: [ramp(420), probe(400, pass), probe(450, tooSlow)],
    readings: busy('api', 0.9),
  }),
  trialOf(kafka, mixed, {
    loads: [ramp(900), probe(880, pass, { freshness }), probe(990, tooSlow), ramp(700, { kind: 'stress' })],
    readings: kafkaParts,
  }),
  trialOf(baseline, readHeavy, { loads: [probe(600, pass, reads), probe(700, tooSlow, reads)] }),
  trialOf(kafka, readHeavy, {
    loads: [probe(1000, pass, reads), probe(2000, pass, reads), probe(2300, tooSlow, reads)],
    readings: kafkaParts,
  }),
  trialOf(baseline, writeHeavy, { loads: [probe(200, pass), probe(300, tooSlow)] }),
  trialOf(kafka, writeHeavy, {
    loads: [probe(500, pass), probe(1000, pass, { freshness }), probe(1400, tooSlow)],
    readings: kafkaParts,
  }),
]
  .map(numbered)
  .map((trial, index) => ({
    ...trial,
    number: index + 1,
    warnings: index === 0 ? [{ kind: 'partLost', message: `a task died: ${nasty}` }] : [],
  }))

const cohort = cohortOf({ architectures: ['baseline', 'scale', 'kafka'], targetRate: 500 })

export const findings: Findings = analyse(
  { ...cohort, machine: { ...cohort.machine, facts: { kernel: nasty } } },
  trials,
)
