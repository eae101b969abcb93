import { dirname } from 'node:path'
import type { Platform } from '@telemark/deployment'
import { timeoutSeconds } from '../plan/checked-slo.ts'
import { profiles } from '../plan/profiles.ts'
import { confirmationSeconds, probeSeconds, settleSeconds } from '../plan/stages.ts'
import { hashFolder } from '../record/provenance.ts'
import type { CohortRecord, SealedPlan } from '../record/record.ts'
import { limits } from './judge.ts'
import { scheduleOf } from './passes.ts'
import { plateaus, searchWidth } from './script-of.ts'

const source = dirname(import.meta.dirname)

/** What is decided about a cohort before its first probe, besides its plan and its sizing. */
export async function sealedPlan(
  { plan, sizing }: Pick<CohortRecord, 'plan' | 'sizing'>,
  platform: Platform,
  signal: AbortSignal,
): Promise<SealedPlan> {
  return {
    stoppingRules: stoppingRules(),
    tuning: await tuningOf({ plan, sizing }, platform, signal),
    schedule: scheduleOf(plan),
    code: await codeOfBench(),
  }
}

/** Of each architecture, `<architecture>: <setting>`. */
async function tuningOf(
  { plan, sizing }: Pick<CohortRecord, 'plan' | 'sizing'>,
  platform: Platform,
  signal: AbortSignal,
): Promise<SealedPlan['tuning']> {
  const settings: Record<string, string> = {}
  for (const architecture of plan.architectures) {
    const { sizes, fleet, profile } = plan
    const { compression } = profiles[profile]
    const deployment = { architecture, sizes, fleet, compression, coresPerVcpu: sizing.coresPerVcpu }
    const own = (await platform.tuning?.(deployment, signal)) ?? {}
    for (const [name, value] of Object.entries(own)) settings[`${architecture.name}: ${name}`] = value
  }
  return settings
}

/** What decides how a load is stopped and judged, and when a search ends. */
function stoppingRules(): SealedPlan['stoppingRules'] {
  return {
    ...limits,
    timeoutSeconds,
    settleSeconds,
    leastProbeSeconds: probeSeconds.least,
    mostProbeSeconds: probeSeconds.most,
    confirmationSeconds,
    searchWidth,
    enoughPlateaus: plateaus.enough,
    mostPlateaus: plateaus.most,
  }
}

/** SHA-256 of the bench's source. */
export function codeOfBench(): Promise<string> {
  return hashFolder(source)
}
