import { baseline } from '@telemark/architecture'
import { planFor } from '../../src/plan/profiles.ts'
import { mixed } from '../../src/plan/workloads.ts'
import type { CohortRecord, TrialRecord } from '../../src/record/record.ts'

export const cohortRecord: CohortRecord = {
  version: 1,
  plan: planFor(),
  machine: {
    cores: 2,
    memoryBytes: 8e9,
    envelopes: 'cgroup v2',
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
  version: 1,
  id: '1-baseline-mixed-ramp',
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
