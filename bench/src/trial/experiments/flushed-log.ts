import type { Plan } from '../../plan/plan.ts'
import type { TrialRecord } from '../../record/record.ts'
import type { Visit } from '../agenda.ts'
import { knownRate } from './known-rate.ts'

/**
 * What queues its writes, with a broker that forces each message to disk before it acknowledges: what a lone broker promises then survives a
 * power failure, as what PostgreSQL commits does.
 */
export function flushedLogVisits(plan: Plan, trials: readonly TrialRecord[]): readonly Visit[] {
  return plan.architectures
    .filter(({ ingest }) => ingest.kind === 'queued')
    .map((architecture) => ({
      architecture,
      block: 1,
      tasks: 'most' as const,
      trials: plan.workloads
        .filter(({ mix }) => mix.write > 0)
        .filter((workload) => knownRate(trials, { architecture, workload }) !== undefined)
        .map((workload) => ({ workload, stage: 'probes' as const })),
      variant: {
        name: 'flushed-log',
        experiment: 'flushedLog' as const,
        tuning: { kafkaFlushMessages: 1 },
      },
    }))
    .filter((visit) => visit.trials.length > 0)
}
