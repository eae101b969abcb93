import { baseline } from '@telemark/architecture'
import { planFor } from '../../src/plan/plan-for.ts'
import { mixed } from '../../src/plan/workloads.ts'
import {
  type CohortRecord,
  type LoadRecord,
  recordVersion,
  type TrialRecord,
} from '../../src/record/record.ts'

export const cohortRecord: CohortRecord = {
  version: recordVersion,
  plan: planFor(),
  machine: {
    cores: 2,
    memoryBytes: 8e9,
    envelopes: { kind: 'cgroup v2' },
    generatorCores: 1,
    serverCores: 1,
    facts: {},
  },
  sizing: {
    generatorCeiling: 2600,
    floorP99Ms: 3,
    coresPerVcpu: 0.1,
    nullCpuMs: { write: 0.09, latest: 0.05 },
    predicted: {},
    reasons: [],
  },
  commit: 'unknown',
  dirty: true,
  startedAt: 0,
  hashes: {},
}

export const trialRecord: TrialRecord = {
  version: recordVersion,
  id: '1-baseline-mixed-ramp',
  number: 1,
  cohort: cohortRecord,
  architecture: baseline,
  workload: mixed,
  stage: 'ramp',
  block: 1,
  startedAt: 1,
  endedAt: 2,
  environment: {},
  loads: [],
  decisions: [],
  warnings: [],
  readingsFile: '1-baseline-mixed-ramp.readings.ndjson.gz',
}

export const loadRecord: LoadRecord = {
  run: 1,
  kind: 'probe',
  stages: [],
  judgedFrom: 0,
  judgedTo: 1,
  rate: 1,
  result: { kind: 'pass' },
  endpoints: [],
  windows: [],
  droppedIterations: 0,
  generatorCpuShare: 0,
  latenessP99Ms: 0,
  completion: undefined,
  peakBacklogEvents: 0,
  drainSeconds: 0,
  audit: { acknowledged: 0, stored: 0, lost: 0, duplicated: 0, phantom: 0, uncertain: 0 },
  samplesFile: '',
}
