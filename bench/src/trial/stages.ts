import type { RateStage } from '../../k6/schedule.ts'
import type { Probe } from '../capacity/probe.ts'
import { nextStep, type Search } from '../capacity/search.ts'
import { plateau } from '../plan/stages.ts'
import { calledEndpoints, type Workload } from '../plan/workload.ts'
import { settleMs } from './interval.ts'
import type { StageScript } from './run-trial.ts'

const settleSeconds = settleMs / 1000
const shortestSeconds = 10
const longestSeconds = 20
const samplesAnEndpoint = 600
const confirmationSeconds = 30

/** One load that rises until it breaches; a ramp that proves nothing is repeated once. */
export function rising(kind: 'ramp' | 'stress', stages: readonly RateStage[]): StageScript {
  return async function* (run) {
    const { result } = yield* run({ kind, stages })
    if (kind === 'ramp' && result.kind === 'invalid') yield* run({ kind, stages })
  }
}

/** Plateaus where `nextStep` wants them, until it is done. */
export function searching(known: readonly Probe[], search: Search, workload: Workload): StageScript {
  return async function* (run) {
    const probes = [...known]
    for (;;) {
      const step = nextStep(probes, search)
      if (step.kind === 'done') return
      probes.push(
        yield* run({ kind: 'probe', stages: plateau(step.rate, plateauSeconds(step.rate, workload)) }),
      )
    }
  }
}

/** Half a minute at one rate. */
export function confirming(rate: number): StageScript {
  return async function* (run) {
    yield* run({ kind: 'confirmation', stages: plateau(rate, settleSeconds + confirmationSeconds) })
  }
}

/** Settling, then long enough for 600 requests of the rarest endpoint: 10 s at least, 20 s at most. */
export function plateauSeconds(rate: number, workload: Workload): number {
  const shares = calledEndpoints(workload).map((endpoint) => workload.mix[endpoint])
  const rarest = Math.min(...shares) / shares.reduce((sum, share) => sum + share, 0)
  const seconds = Math.ceil(samplesAnEndpoint / (rate * rarest))
  return settleSeconds + Math.min(longestSeconds, Math.max(shortestSeconds, seconds))
}
