import { dirname } from 'node:path'
import type { Platform } from '@telemark/deployment'
import { timeoutSeconds } from '../plan/checked-slo.ts'
import type { Plan } from '../plan/plan.ts'
import { confirmationSeconds, probeSeconds, settleSeconds } from '../plan/stages.ts'
import { hashFolder } from '../record/provenance.ts'
import type { SealedPlan } from '../record/record.ts'
import { limits } from './judge.ts'
import { scheduleOf } from './passes.ts'
import { plateaus, searchWidth } from './script-of.ts'

const source = dirname(import.meta.dirname)

/** What is decided about a cohort before its first probe, besides its plan and its sizing. */
export async function sealedPlan(plan: Plan, platform: Platform, signal: AbortSignal): Promise<SealedPlan> {
  return {
    stoppingRules: stoppingRules(),
    tuning: (await platform.tuning?.(plan.architectures, signal)) ?? {},
    schedule: scheduleOf(plan),
    code: await codeOfBench(),
  }
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
